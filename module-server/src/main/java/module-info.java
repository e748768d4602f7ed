import org.jspecify.annotations.NullMarked;

/** The process: connections, command tables, configuration and wiring. */
@NullMarked
module dev.heddle.server {
  requires static transitive org.jspecify;
  requires jdk.net;
  requires jdk.unsupported;
  requires dev.heddle.persist;
  requires dev.heddle.resp;
  requires dev.heddle.store;

  exports dev.heddle.server;
}

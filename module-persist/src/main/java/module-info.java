import org.jspecify.annotations.NullMarked;

/** The disk: the journal and Redis's append-only files. */
@NullMarked
module dev.heddle.persist {
  requires static transitive org.jspecify;
  requires transitive dev.heddle.store;

  exports dev.heddle.persist;
}

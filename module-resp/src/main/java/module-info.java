import org.jspecify.annotations.NullMarked;

/** The wire: RESP2 and RESP3 in both directions, inline commands, and their limits. */
@NullMarked
module dev.heddle.resp {
  requires static transitive org.jspecify;

  exports dev.heddle.resp;
}

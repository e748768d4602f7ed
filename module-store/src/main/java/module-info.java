import org.jspecify.annotations.NullMarked;

/** The keyspace: databases, values and their encodings, expiry and memory accounting. */
@NullMarked
module dev.heddle.store {
  requires static transitive org.jspecify;

  exports dev.heddle.store;
}

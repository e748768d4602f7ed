import org.jspecify.annotations.NullMarked;

/** Builds and measures the stand-alone image; not part of it. */
@NullMarked
module dev.heddle.image {
  requires static org.jspecify;
}

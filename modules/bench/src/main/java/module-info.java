import org.jspecify.annotations.NullMarked;

/** Measures Heddle beside a real redis-server. */
@NullMarked
module dev.heddle.bench {
  requires static org.jspecify;
  requires dev.heddle.resp;
}

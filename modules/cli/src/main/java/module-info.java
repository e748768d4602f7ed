import org.jspecify.annotations.NullMarked;

/** The command-line client. */
@NullMarked
module dev.heddle.cli {
  requires static org.jspecify;
  requires dev.heddle.resp;
}

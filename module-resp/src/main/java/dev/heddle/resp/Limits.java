package dev.heddle.resp;

/**
 * Ceilings on what a peer may announce, checked before anything is allocated for it.
 *
 * @param inline bytes of an inline command, and of a line that announces a length
 * @param arguments arguments of one command
 * @param bulk bytes of one argument ({@code proto-max-bulk-len})
 * @param authenticated whether the peer is known; before that, at most {@value
 *     #UNAUTHENTICATED_ARGUMENTS} arguments of at most {@value #UNAUTHENTICATED_BULK} bytes pass
 */
public record Limits(int inline, int arguments, int bulk, boolean authenticated) {
  /** What Redis allows when nothing is configured. */
  public static final Limits DEFAULTS = new Limits(64 << 10, Integer.MAX_VALUE, 512 << 20, true);

  static final int UNAUTHENTICATED_ARGUMENTS = 10;
  static final int UNAUTHENTICATED_BULK = 16 << 10;

  /** Rejects ceilings below one. */
  public Limits {
    if (inline < 1 || arguments < 1 || bulk < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: inline %d, arguments %d, bulk %d"
              .formatted(inline, arguments, bulk));
    }
  }

  /** The same with another ceiling on one argument. */
  public Limits withBulk(int bytes) {
    return new Limits(inline, arguments, bytes, authenticated);
  }

  /** The same for a peer that has, or has not, authenticated. */
  public Limits withAuthenticated(boolean known) {
    return new Limits(inline, arguments, bulk, known);
  }
}

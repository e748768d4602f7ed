package dev.heddle.server.command;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a client that caches has asked for with CLIENT TRACKING; guarded by the server's lock.
 *
 * <p>Without BCAST the server remembers the keys that the client reads: all, with OPTIN those of
 * the command behind CLIENT CACHING YES, with OPTOUT all but those of the command behind CLIENT
 * CACHING NO.
 */
public final class Caching {
  /** Redirected to nobody: the client hears of changes itself. */
  public static final long ITSELF = 0;

  /** Which keys a client hears about. */
  public enum Mode {
    READ,
    OPTIN,
    OPTOUT,
    BCAST
  }

  private final Mode mode;
  private final boolean noLoop;
  private final long redirect;
  private final Set<Bytes> prefixes;
  private boolean broken;
  private boolean announced;

  /** {@code prefixes} is the set of BCAST, empty in other modes. */
  public Caching(Mode mode, boolean noLoop, long redirect, Set<Bytes> prefixes) {
    this.mode = mode;
    this.noLoop = noLoop;
    this.redirect = redirect;
    this.prefixes = new TreeSet<>(prefixes);
  }

  public Mode mode() {
    return mode;
  }

  /** Whether the client is not told of the changes that it makes itself. */
  public boolean noLoop() {
    return noLoop;
  }

  /** The id of the client that is told in its place, or {@link #ITSELF}. */
  public long redirect() {
    return redirect;
  }

  /** With BCAST, how the keys begin that it hears about; in their order. */
  public Set<Bytes> prefixes() {
    return prefixes;
  }

  /** Whether the client that was to be told is gone. */
  public boolean broken() {
    return broken;
  }

  public void broken(boolean yes) {
    broken = yes;
  }

  /** Whether CLIENT CACHING said something about the next command. */
  public boolean announced() {
    return announced;
  }

  public void announced(boolean yes) {
    announced = yes;
  }

  /** Whether the keys of a command that reads are to be remembered. */
  public boolean remembers() {
    return switch (mode) {
      case READ -> true;
      case OPTIN -> announced;
      case OPTOUT -> !announced;
      case BCAST -> false;
    };
  }
}

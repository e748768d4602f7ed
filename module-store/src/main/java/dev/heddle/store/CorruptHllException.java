package dev.heddle.store;

/** The registers of a HyperLogLog that somebody stored are not as many as they must be. */
public final class CorruptHllException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CorruptHllException() {
    super("corrupt HyperLogLog", null, false, false);
  }
}

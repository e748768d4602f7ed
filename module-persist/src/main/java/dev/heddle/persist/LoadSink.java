package dev.heddle.persist;

/** Receives an append-only directory while it is loaded: entries of its base, then commands. */
public interface LoadSink extends RdbSink {
  /** A file begins: database 0 is selected. */
  default void file(String name) {}

  /**
   * One command to execute, its name first; the arrays are the callee's.
   *
   * <p>The commands of a transaction come one after the other, without MULTI and EXEC, and only
   * when the transaction is whole.
   */
  void command(byte[][] args) throws LoadException;
}

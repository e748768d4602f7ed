package dev.heddle.store;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The hash of a key that is in the processor's cache. */
@State(Scope.Thread)
public class SipHashBenchmark {
  @Param({"16", "64"})
  public int bytes;

  private final SipHash hash = new SipHash(1, 2);
  private byte[] key;

  @Setup
  public void make() {
    key = new byte[bytes];
  }

  /** One operation: the hash of one key. */
  @Benchmark
  public long hash() {
    return hash.hash(key, 0, key.length);
  }
}

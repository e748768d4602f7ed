package dev.heddle.server.engine;

import dev.heddle.server.command.Client;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The counters behind INFO; guarded by the server's lock. */
public final class ServerStats {
  private static final int SAMPLES = 16;
  private static final int MOST_ERROR_CODES = 128;

  private final Map<String, Long> errors = new TreeMap<>();
  private final long[] commandRate = new long[SAMPLES];
  private final long[] inputRate = new long[SAMPLES];
  private final long[] outputRate = new long[SAMPLES];
  private final long[] lockRate = new long[SAMPLES]; // nanoseconds a second
  private int sample;
  private long sampledAt;
  private long sampledCommands;
  private long sampledInput;
  private long sampledOutput;
  private long sampledLock;
  private long commands;
  private long connections;
  private long rejectedConnections;
  private long input;
  private long output;
  private long expired;
  private long evicted;
  private long errorReplies;
  private long peakMemory;
  private long reads;
  private long writes;
  private long lockNanos;
  private long lockHolds;
  private long expiryNanos;
  private long expiryCapped;
  private final AtomicLong outputLimitExceeded = new AtomicLong();
  private long exceededMillis;
  private long exceededSince;

  void commandRan() {
    commands++;
  }

  void connected() {
    connections++;
  }

  void connectionRejected() {
    rejectedConnections++;
  }

  /** Counts what a client received and sent since the last time. */
  void traffic(Client client) {
    client
        .traffic()
        .drainTo((bytesIn, bytesOut, readsMade, writesMade) -> {
          input += bytesIn;
          output += bytesOut;
          reads += readsMade;
          writes += writesMade;
        });
  }

  /** Counts one hold of the server's lock, when it ends. */
  void lockHeld(long nanos) {
    lockNanos += nanos;
    lockHolds++;
  }

  /** Counts one run of active expiry; {@code capped} when it ended before its work did. */
  void expiryRan(long nanos, boolean capped) {
    expiryNanos += nanos;
    expiryCapped += capped ? 1 : 0;
  }

  /** Notes whether more memory is used than maxmemory allows. */
  void memoryExceeded(boolean exceeded, long now) {
    if (exceeded && exceededSince == 0) {
      exceededSince = now;
    } else if (!exceeded && exceededSince != 0) {
      exceededMillis = memoryExceededMillis(now);
      exceededSince = 0;
    }
  }

  /** Counts a client that is cut off because too much waits for it; called by any thread. */
  public void outputLimitExceeded() {
    outputLimitExceeded.incrementAndGet();
  }

  /** Clients that were cut off because too much waited for them. */
  public long outputLimitDisconnections() {
    return outputLimitExceeded.get();
  }

  /** Counts what was written to sockets on behalf of others than their clients. */
  void delivered(long bytes, long writesMade) {
    output += bytes;
    writes += writesMade;
  }

  void expired() {
    expired++;
  }

  void evicted() {
    evicted++;
  }

  /** Notes a figure of used memory. */
  public void memoryUsed(long bytes) {
    peakMemory = Math.max(peakMemory, bytes);
  }

  /** Counts an error reply under its code; codes beyond a bound are counted in the total only. */
  void error(String code) {
    errorReplies++;
    if (errors.size() < MOST_ERROR_CODES || errors.containsKey(code)) {
      errors.merge(code, 1L, Long::sum);
    }
  }

  /** Takes a sample for the rates per second; called some ten times a second. */
  void sample(long nanos) {
    long took = nanos - sampledAt;
    if (sampledAt != 0 && took > 0) {
      commandRate[sample] = perSecond(commands - sampledCommands, took);
      inputRate[sample] = perSecond(input - sampledInput, took);
      outputRate[sample] = perSecond(output - sampledOutput, took);
      lockRate[sample] = perSecond(lockNanos - sampledLock, took);
      sample = (sample + 1) % SAMPLES;
    }
    sampledAt = nanos;
    sampledCommands = commands;
    sampledInput = input;
    sampledOutput = output;
    sampledLock = lockNanos;
  }

  private static long perSecond(long n, long nanos) {
    return Math.round(n * 1e9 / nanos);
  }

  private static long mean(long[] samples) {
    long sum = 0;
    for (long s : samples) {
      sum += s;
    }
    return sum / samples.length;
  }

  public long commands() {
    return commands;
  }

  public long connections() {
    return connections;
  }

  public long rejectedConnections() {
    return rejectedConnections;
  }

  /** Bytes received. */
  public long input() {
    return input;
  }

  /** Bytes sent. */
  public long output() {
    return output;
  }

  public long expiredKeys() {
    return expired;
  }

  public long evictedKeys() {
    return evicted;
  }

  public long errorReplies() {
    return errorReplies;
  }

  /** Error replies by code. */
  public Map<String, Long> errors() {
    return errors;
  }

  /** How often something was read from a socket. */
  public long reads() {
    return reads;
  }

  /** How often something was written to a socket. */
  public long writes() {
    return writes;
  }

  /** Microseconds for which the server's lock was held, in all. */
  public long lockMicros() {
    return lockNanos / 1000;
  }

  /** How often the server's lock was held. */
  public long lockHolds() {
    return lockHolds;
  }

  /** Milliseconds that active expiry took. */
  public long expiryMillis() {
    return expiryNanos / 1_000_000;
  }

  /** How often active expiry used up its time. */
  public long expiryCapped() {
    return expiryCapped;
  }

  /** For how long, in all, more memory was used than maxmemory allows. */
  public long memoryExceededMillis(long now) {
    return exceededMillis + memoryExceededNowMillis(now);
  }

  /** For how long that has been so now; 0 when it is not. */
  public long memoryExceededNowMillis(long now) {
    return exceededSince == 0 ? 0 : Math.max(0, now - exceededSince);
  }

  /** The largest figure of used memory that was seen. */
  public long peakMemory() {
    return peakMemory;
  }

  public long commandsPerSecond() {
    return mean(commandRate);
  }

  public long inputPerSecond() {
    return mean(inputRate);
  }

  public long outputPerSecond() {
    return mean(outputRate);
  }

  /** The share of the time for which the server's lock was held lately, in percent. */
  public double lockPercent() {
    return mean(lockRate) * 100 / 1e9;
  }

  /** Starts from zero, as CONFIG RESETSTAT does; the peak of memory stays. */
  public void reset() {
    commands = 0;
    connections = 0;
    rejectedConnections = 0;
    input = 0;
    output = 0;
    expired = 0;
    evicted = 0;
    errorReplies = 0;
    reads = 0;
    writes = 0;
    lockNanos = 0;
    lockHolds = 0;
    expiryNanos = 0;
    expiryCapped = 0;
    outputLimitExceeded.set(0);
    exceededMillis = 0;
    exceededSince = 0;
    errors.clear();
    sampledAt = 0;
    java.util.Arrays.fill(commandRate, 0);
    java.util.Arrays.fill(inputRate, 0);
    java.util.Arrays.fill(outputRate, 0);
    java.util.Arrays.fill(lockRate, 0);
  }
}

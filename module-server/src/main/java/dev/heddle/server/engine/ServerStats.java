package dev.heddle.server.engine;

import java.util.Map;
import java.util.TreeMap;

/** The counters behind INFO; guarded by the server's lock. */
public final class ServerStats {
  private static final int SAMPLES = 16;
  private static final int MOST_ERROR_CODES = 128;

  private final Map<String, Long> errors = new TreeMap<>();
  private final long[] commandRate = new long[SAMPLES];
  private final long[] inputRate = new long[SAMPLES];
  private final long[] outputRate = new long[SAMPLES];
  private int sample;
  private long sampledAt;
  private long sampledCommands;
  private long sampledInput;
  private long sampledOutput;
  private long commands;
  private long connections;
  private long rejectedConnections;
  private long input;
  private long output;
  private long expired;
  private long evicted;
  private long errorReplies;
  private long peakMemory;

  void commandRan() {
    commands++;
  }

  void connected() {
    connections++;
  }

  void connectionRejected() {
    rejectedConnections++;
  }

  void traffic(long bytesIn, long bytesOut) {
    input += bytesIn;
    output += bytesOut;
  }

  void expired() {
    expired++;
  }

  void evicted() {
    evicted++;
  }

  void memoryUsed(long bytes) {
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
      sample = (sample + 1) % SAMPLES;
    }
    sampledAt = nanos;
    sampledCommands = commands;
    sampledInput = input;
    sampledOutput = output;
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
    errors.clear();
    sampledAt = 0;
    java.util.Arrays.fill(commandRate, 0);
    java.util.Arrays.fill(inputRate, 0);
    java.util.Arrays.fill(outputRate, 0);
  }
}

package dev.heddle.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long the image's server takes from the start of its launcher to the first PONG, with
 * the start-up cache and without: {@code MeasureStartup <image> [rounds]}.
 *
 * <p>A round of each kind comes in turn, each on an empty data directory with the append-only file
 * on. The client tries to connect every half of a millisecond, on the same processors.
 */
final class MeasureStartup {
  private static final int DEFAULT_ROUNDS = 21;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final byte[] PING = "PING\r\n".getBytes(US_ASCII);
  private static final String PONG = "+PONG\r\n";

  private final Path image;

  private MeasureStartup(Path image) {
    this.image = image;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var measure = new MeasureStartup(Path.of(args[0]));
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_ROUNDS;
    var cached = new double[rounds];
    var bare = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      cached[i] = measure.millisToPong("");
      bare[i] = measure.millisToPong("-XX:AOTMode=off");
    }
    print("with the start-up cache", cached);
    print("without", bare);
  }

  private double millisToPong(String option) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("heddle-startup");
    int port = TrainingServer.freePort();
    ProcessBuilder command = TrainingServer.command(image, directory, port, option);
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process server = command.start();
    try {
      while (!answers(port)) {
        if (!server.isAlive() || System.nanoTime() - start > LONGEST_NANOS) {
          throw new IOException("the server does not start");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return (System.nanoTime() - start) / 1e6;
    } finally {
      server.destroyForcibly().waitFor();
      Trees.delete(directory);
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(PING);
      byte[] reply = socket.getInputStream().readNBytes(PONG.length());
      return PONG.equals(new String(reply, US_ASCII));
    } catch (IOException e) {
      return false;
    }
  }

  private static void print(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "%-24s median %5.1f ms, fastest %5.1f ms, slowest %5.1f ms, %d rounds%n",
        what, millis[millis.length / 2], millis[0], millis[millis.length - 1], millis.length);
  }
}

package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More connections than {@code maxclients}, or than the operating system allows. */
@SuppressWarnings("AddressSelection") // a literal address
class TooManyClientsIT {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int SPARE_FILES = 500;

  @TempDir Path directory;
  private final List<Socket> accepted = new ArrayList<>();
  private int refused;

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : accepted) {
      socket.close();
    }
  }

  @Test
  void connectionsBeyondMaxclientsAreToldAndClosed() throws Exception {
    int allowed = 10_000;
    int tried = 20_000;
    assumeOpenFiles(allowed + SPARE_FILES);
    try (var server = HeddleProcess.start(directory, "--maxclients", "" + allowed);
        var wire = new Wire(server.port())) {
      Await.until("those who asked whether it answers are gone", wire::isAlone);
      for (int i = 1; i < tried; i++) {
        connect(server.port());
      }
      assertEquals(allowed - 1, accepted.size());
      assertEquals(tried - allowed, refused);
      String stats = assertInstanceOf(Reply.Bulk.class, wire.call("INFO", "stats")).text();
      assertTrue(stats.contains("rejected_connections:" + refused + "\r\n"), stats);
      hangUp();
      Await.until("there is room again", () -> Wire.answers(server.port()));
    }
  }

  private static void assumeOpenFiles(int needed) throws IOException {
    Path limits = Path.of("/proc/self/limits");
    if (Files.exists(limits)) {
      Matcher line = Pattern.compile("Max open files +(\\d+)").matcher(Files.readString(limits));
      Assumptions.assumeTrue(
          !line.find() || Integer.parseInt(line.group(1)) >= needed,
          "a process may not open " + needed + " files: " + line.group());
    }
  }

  private void connect(int port) throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    try {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] first = socket.getInputStream().readNBytes(1);
      if (first.length == 1 && first[0] == '+') {
        accepted.add(socket);
        return;
      }
      String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertEquals("ERR max number of clients reached\r\n", rest);
    } catch (IOException e) {
      // reset: the server has closed with our PING unread
    }
    refused++;
    socket.close();
  }

  @Test
  void maxclientsIsReducedToWhatTheOperatingSystemAllows() throws Exception {
    Assumptions.assumeTrue(RealRedis.onPath("prlimit"), "there is no prlimit");
    var limited = List.of("prlimit", "--nofile=200:200");
    try (var server = HeddleProcess.launch(limited, directory, "--appendonly", "yes")) {
      Await.until("heddle-server answers", () -> Wire.answers(server.port()));
      try (var wire = new Wire(server.port())) {
        assertEquals("168", maxClients(wire));
        Await.until("those who asked whether it answers are gone", wire::isAlone);
        for (int i = 1; i < 300; i++) {
          connect(server.port());
        }
        assertEquals(167, accepted.size());
        assertEquals(new Reply.Simple("OK"), wire.call("SET", "key", "value"));
        assertEquals(new Reply.Simple("OK"), wire.call("SAVE"));
        String refusal =
            "ERR CONFIG SET failed (possibly related to argument 'maxclients') - The operating"
                + " system is not able to handle the specified number of clients, try with 168";
        assertEquals(new Reply.Failure(refusal), wire.call("CONFIG", "SET", "maxclients", "169"));
        assertEquals("168", maxClients(wire));
      }
      String log = server.startOutput();
      assertTrue(log.contains("maxclients has been reduced to 168"), log);
    }
  }

  private static String maxClients(Wire wire) throws IOException {
    Reply.Array pair =
        assertInstanceOf(Reply.Array.class, wire.call("CONFIG", "GET", "maxclients"));
    return ((Reply.Bulk) pair.elements().get(1)).text();
  }

  @Test
  void aLimitThatIsTooLowForAnyClientStopsTheStart() throws Exception {
    Assumptions.assumeTrue(RealRedis.onPath("prlimit"), "there is no prlimit");
    try (var server = HeddleProcess.launch(List.of("prlimit", "--nofile=32:32"), directory)) {
      assertEquals(1, server.awaitExit());
      assertTrue(
          server.output().contains("The limit of 32 open files is not enough to start"),
          server.output());
    }
  }
}

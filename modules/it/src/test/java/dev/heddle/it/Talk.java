package dev.heddle.it;

import dev.heddle.resp.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several clients that speak in turns, and all that they hear.
 *
 * <pre>
 *   a> SUBSCRIBE news       client a, connected when it speaks first
 *   b> PUBLISH news hello
 *   b> CLIENT KILL ID {a}   the id of client a
 *   b> .                    client b hangs up, which the server notices before the next line
 * </pre>
 *
 * <p>After each line every client that is not in a transaction says PING, with a word that stands
 * nowhere else, and what it hears up to the answer belongs to that line.
 */
final class Talk implements AutoCloseable {
  private static final String WORD = "what-did-i-hear";
  private static final String ANSWER = "$15\r\n" + WORD + "\r\n";

  private static final long FIRST_ID = 50;
  private static final int UNANSWERED_MILLIS = 1_000; // only a machine that stalls is so late

  private final int port;
  private final Map<String, Wire> clients = new LinkedHashMap<>();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Set<String> inTransaction = new HashSet<>();

  Talk(int port) {
    this.port = port;
  }

  /** What was heard by whom, behind each line. */
  List<String> run(String script) throws IOException {
    useIdsUpTo(FIRST_ID);
    var heard = new ArrayList<String>();
    for (String line : script.lines().toList()) {
      heard.add(line);
      String speaker = line.substring(0, line.indexOf('>'));
      say(speaker, line.substring(line.indexOf('>') + 2));
      if (clients.containsKey(speaker)) {
        heard.add(
            heardBy(
                speaker,
                /* speaks= */ true)); // first: then the others have been sent what they are to hear
      }
      for (String name : clients.keySet()) {
        if (!name.equals(speaker) && !inTransaction.contains(name)) {
          heard.add(heardBy(name, /* speaks= */ false));
        }
      }
    }
    return heard;
  }

  /** The clients have the same ids with each server, whoever has asked it whether it is there. */
  private void useIdsUpTo(long id) throws IOException {
    long last = 0;
    while (last < id) {
      try (var wire = new Wire(port)) {
        last = ((Reply.Int) wire.call("CLIENT", "ID")).value();
      }
    }
  }

  private void say(String name, String command) throws IOException {
    if (command.equals(".")) {
      clients.remove(name).close();
      awaitGone(ids.get(name));
      return;
    }
    if (!clients.containsKey(name)) {
      var wire = new Wire(port);
      ids.put(name, Long.toString(((Reply.Int) wire.call("CLIENT", "ID")).value()));
      clients.put(name, wire);
    }
    String words = command;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      words = words.replace("{" + id.getKey() + "}", id.getValue());
    }
    switch (command) {
      case "MULTI" -> inTransaction.add(name);
      case "EXEC", "DISCARD", "RESET" -> inTransaction.remove(name);
      default -> {}
    }
    clients.get(name).send(Grammar.bytes(words + "\r\n"));
  }

  private void awaitGone(String id) throws IOException {
    try (var wire = new Wire(port)) {
      Await.until("the server has noticed", () -> wire.client(id).isEmpty());
    }
  }

  private String heardBy(String name, boolean speaks) throws IOException {
    Wire wire = clients.get(name);
    String heard;
    if (inTransaction.contains(name)) {
      heard = until("\r\n", wire); // OK, QUEUED or an error
    } else {
      String first = speaks ? firstByte(wire) : "";
      wire.send("PING", WORD);
      heard = first + until(ANSWER, wire);
    }
    return "  " + name + " hears " + masked(heard);
  }

  /** So that the command is dealt with before the next arrives; some are not answered. */
  private static String firstByte(Wire wire) throws IOException {
    wire.socket().setSoTimeout(UNANSWERED_MILLIS);
    try {
      int b = wire.socket().getInputStream().read();
      return b < 0 ? "" : Character.toString(b);
    } catch (SocketTimeoutException e) {
      return "";
    } finally {
      wire.socket().setSoTimeout(0);
    }
  }

  private static String until(String end, Wire wire) throws IOException {
    InputStream in = wire.socket().getInputStream();
    var heard = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith(end)) {
      int b = in.read();
      if (b < 0) {
        return text + "(the end)";
      }
      heard.write(b);
      text = heard.toString(StandardCharsets.ISO_8859_1);
    }
    return end.equals(ANSWER) ? text.substring(0, text.length() - ANSWER.length()) : text;
  }

  /** Without what only this class has caused, times and addresses. */
  private static String masked(String message) {
    return message
        .replaceAll("(?m)^\\+[0-9]{10}\\.[0-9]{6} .*" + WORD + "\"\r\n", "")
        .replaceAll("\\*2\r\n\\$4\r\npong\r\n$", "")
        .replaceAll("(?m)^\\+[0-9]{10}\\.[0-9]{6} ", "+TIME ")
        .replaceAll("127.0.0.1:[0-9]+", "ADDRESS")
        .replace("\r\n", " ");
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : clients.values()) {
      wire.close();
    }
  }
}

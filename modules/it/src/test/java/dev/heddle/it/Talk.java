package dev.heddle.it;

import dev.heddle.resp.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
 *   b> .                    client b hangs up
 * </pre>
 *
 * <p>After each line every client that is not in a transaction says PING, with a word that stands
 * nowhere else, and what it hears up to the answer belongs to that line.
 */
final class Talk implements AutoCloseable {
  private static final String WORD = "what-did-i-hear";
  private static final String ANSWER = "$15\r\n" + WORD + "\r\n";

  private final int port;
  private final Map<String, Wire> clients = new LinkedHashMap<>();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Set<String> inTransaction = new HashSet<>();

  Talk(int port) {
    this.port = port;
  }

  /** What was heard by whom, behind each line. */
  List<String> run(String script) throws IOException {
    var heard = new ArrayList<String>();
    for (String line : script.lines().toList()) {
      heard.add(line);
      say(line.substring(0, line.indexOf('>')), line.substring(line.indexOf('>') + 2));
      for (Map.Entry<String, Wire> each : clients.entrySet()) {
        if (!inTransaction.contains(each.getKey())) {
          heard.add("  " + each.getKey() + " hears " + masked(hear(each.getValue())));
        }
      }
    }
    return heard;
  }

  private void say(String name, String command) throws IOException {
    if (command.equals(".")) {
      clients.remove(name).close();
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

  private static String hear(Wire wire) throws IOException {
    wire.send("PING", WORD);
    InputStream in = wire.socket().getInputStream();
    var heard = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith(ANSWER)) {
      int b = in.read();
      if (b < 0) {
        return text + "(the end)";
      }
      heard.write(b);
      text = heard.toString(StandardCharsets.ISO_8859_1);
    }
    return text.substring(0, text.length() - ANSWER.length());
  }

  private String masked(String message) {
    String text = message.replaceAll("(?m)^\\+[0-9]{10}\\.[0-9]{6} .*" + WORD + "\"\r\n", "");
    text = text.replaceAll("\\*2\r\n\\$4\r\npong\r\n$", "");
    text = text.replaceAll("(?m)^\\+[0-9]{10}\\.[0-9]{6} ", "+TIME ");
    text = text.replaceAll("127.0.0.1:[0-9]+", "ADDRESS");
    for (Map.Entry<String, String> id : ids.entrySet()) {
      text = text.replaceAll("(redirect\r\n|redir-broken\r\n|id\r\n|^):" + id.getValue() + "\r", "$1:{" + id.getKey() + "}\r");
    }
    return text.replace("\r\n", " ");
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : clients.values()) {
      wire.close();
    }
  }
}

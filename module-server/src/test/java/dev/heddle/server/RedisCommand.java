package dev.heddle.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A command of Redis, as {@code redis-commands.txt} lists it.
 *
 * @param name {@code client|kill} for a subcommand
 * @param keys first key, last key and step
 */
public record RedisCommand(
    String name,
    int arity,
    List<String> flags,
    List<String> categories,
    List<Integer> keys,
    String group,
    String since) {
  private static final String FILE = "redis-commands.txt";

  /** All of them, by name. */
  public static List<RedisCommand> all() {
    try (InputStream in = RedisCommand.class.getResourceAsStream(FILE)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().filter(line -> !line.startsWith("#")).map(RedisCommand::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RedisCommand parse(String line) {
    String[] words = line.split(" ", -1);
    var keys = new ArrayList<Integer>();
    for (int i = 4; i < 7; i++) {
      keys.add(Integer.valueOf(words[i]));
    }
    return new RedisCommand(
        words[0],
        Integer.parseInt(words[1]),
        list(words[2]),
        list(words[3]),
        keys,
        words[7],
        words[8]);
  }

  private static List<String> list(String words) {
    return words.equals("-") ? List.of() : List.of(words.split(",", -1));
  }
}

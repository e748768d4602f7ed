package dev.heddle.persist;

import dev.heddle.store.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Remembers, as text, what was loaded. */
final class Recorder implements LoadSink {
  final List<String> commands = new ArrayList<>();
  final List<String> entries = new ArrayList<>();
  final List<String> fields = new ArrayList<>();
  final List<String> functions = new ArrayList<>();
  final List<String> databases = new ArrayList<>();

  @Override
  public void command(byte[][] args) throws LoadException {
    String command = Arrays.stream(args).map(Recorder::text).collect(Collectors.joining(" "));
    if (command.startsWith("REFUSED")) {
      throw new LoadException("not wanted");
    }
    if (command.startsWith("BROKEN")) {
      throw new IllegalStateException("a bug");
    }
    commands.add(command);
  }

  @Override
  public void aux(String key, byte[] value) {
    fields.add(key + "=" + text(value));
  }

  @Override
  public void database(int db, long keys, long expiring) {
    databases.add(db + ":" + keys + "," + expiring);
  }

  @Override
  public void entry(
      int db, byte[] key, Value value, long expireAt, long idleSeconds, int frequency) {
    entries.add(
        db
            + " "
            + text(key)
            + "="
            + ValueText.of(value)
            + (expireAt < 0 ? "" : " until " + expireAt)
            + (idleSeconds < 0 ? "" : " idle " + idleSeconds)
            + (frequency < 0 ? "" : " used " + frequency));
  }

  @Override
  public void function(byte[] code) {
    functions.add(text(code));
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

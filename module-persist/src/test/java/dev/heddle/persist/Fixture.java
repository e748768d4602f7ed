package dev.heddle.persist;

import dev.heddle.store.Packing;
import dev.heddle.store.SipHash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A disk, two clocks and a log for one test. */
final class Fixture {
  static final Path DIR = Path.of("/data");
  static final Path AOF_DIR = DIR.resolve("appendonlydir");

  final MemoryDisk disk;
  final AtomicLong nanos = new AtomicLong();
  final List<String> log = new CopyOnWriteArrayList<>();
  final Packing packing = new Packing(new SipHash(1, 2));
  final Environment env;

  Fixture() {
    this(new MemoryDisk());
  }

  Fixture(MemoryDisk disk) {
    this.disk = disk;
    this.env =
        new Environment(
            disk,
            (level, text) -> log.add(level + " " + text),
            nanos::get,
            () -> Instant.ofEpochMilli(1_700_000_000_000L + nanos.get() / 1_000_000));
  }

  AofDirectory directory() throws java.io.IOException {
    return AofDirectory.open(env, DIR, "appendonlydir", "appendonly.aof");
  }

  /** Loads the append-only directory. */
  LoadSummary load(LoadSink sink) throws java.io.IOException {
    return directory().load(packing, sink, LoadOptions.DEFAULTS, LoadProgress.NONE);
  }

  /** Puts a file into the append-only directory. */
  Fixture file(String name, String contents) {
    return file(name, bytes(contents));
  }

  Fixture file(String name, byte[] contents) {
    disk.put(AOF_DIR.resolve(name), contents);
    return this;
  }

  /** Puts a manifest there. */
  Fixture manifest(String text) {
    return file("appendonly.aof.manifest", text);
  }

  String read(String name) {
    return Recorder.text(disk.get(AOF_DIR.resolve(name)));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Commands, their words separated by spaces, as they stand in an append-only file. */
  static String resp(String... commands) {
    var out = new StringBuilder();
    for (String command : commands) {
      out.append(encode(command.split(" ", -1)));
    }
    return out.toString();
  }

  /** One command as it stands in an append-only file. */
  static String encode(String... words) {
    var out = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      out.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return out.toString();
  }

  static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

package dev.heddle.persist;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files make up an append-only directory, in the order in which they are loaded.
 *
 * <pre>
 * Manifest --> (Comment | Line)+
 * Comment  --> '#' any* '\n'
 * Line     --> Pair (' ' Pair)* '\n'            at most 1024 bytes
 * Pair     --> "file" Name | "seq" number from 1 | "type" Type | unknown value
 * Name     --> a file name without directory, in double quotes with escapes when it has spaces
 * Type     --> 'b' base, at most one | 'i' increment, seq ascending | 'h' history: to be deleted
 *
 * file appendonly.aof.2.base.rdb seq 2 type b
 * file appendonly.aof.3.incr.aof seq 3 type i
 * </pre>
 *
 * @param base what the increments start from; null: an empty keyspace
 */
record Manifest(@Nullable Entry base, List<Entry> history, List<Entry> increments) {
  static final Manifest EMPTY = new Manifest(null, List.of(), List.of());

  /** What a file is for; the letter is its name on the disk. */
  enum Kind {
    BASE('b'),
    HISTORY('h'),
    INCREMENT('i');

    final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  /** One file. */
  record Entry(String file, long seq, Kind kind) {}

  Manifest {
    history = List.copyOf(history);
    increments = List.copyOf(increments);
  }

  /** Reads a manifest. */
  static Manifest parse(String name, byte[] text) throws ManifestException {
    return new ManifestParser(name, text).parse();
  }

  boolean isEmpty() {
    return base == null && history.isEmpty() && increments.isEmpty();
  }

  /** The files that hold data, in loading order. */
  List<Entry> data() {
    return base == null ? increments : Stream.concat(Stream.of(base), increments.stream()).toList();
  }

  /** The increment that would come next; its number was used by no file still known. */
  Entry nextIncrement(String prefix) {
    long last =
        Stream.concat(history.stream(), increments.stream()).mapToLong(Entry::seq).max().orElse(0);
    return new Entry(prefix + "." + (last + 1) + ".incr.aof", last + 1, Kind.INCREMENT);
  }

  /** The base that would come next, a file of this extension. */
  Entry nextBase(String prefix, String extension) {
    long last =
        Stream.concat(Stream.ofNullable(base), history.stream())
            .mapToLong(Entry::seq)
            .max()
            .orElse(0);
    return new Entry(prefix + "." + (last + 1) + ".base." + extension, last + 1, Kind.BASE);
  }

  /** With another base for the increments from {@code first} on; the files before are history. */
  Manifest withBase(Entry fresh, long first) {
    var old = new ArrayList<>(history);
    data().stream()
        .filter(e -> e.kind() == Kind.BASE || e.seq() < first)
        .map(e -> new Entry(e.file(), e.seq(), Kind.HISTORY))
        .forEach(old::add);
    return new Manifest(fresh, old, increments.stream().filter(e -> e.seq() >= first).toList());
  }

  /** With nothing but history. */
  Manifest forgotten() {
    return new Manifest(
        null, withBase(new Entry("", 0, Kind.BASE), Long.MAX_VALUE).history, List.of());
  }

  Manifest withIncrement(Entry increment) {
    var all = new ArrayList<>(increments);
    all.add(increment);
    return new Manifest(base, history, all);
  }

  Manifest withoutHistory() {
    return new Manifest(base, List.of(), increments);
  }

  /** The manifest as it stands in its file. */
  byte[] format() {
    var out = new ByteArrayOutputStream();
    Stream.of(data().stream().limit(base == null ? 0 : 1), history.stream(), increments.stream())
        .flatMap(s -> s)
        .forEach(e -> formatLine(e, out));
    return out.toByteArray();
  }

  private static void formatLine(Entry entry, ByteArrayOutputStream out) {
    out.writeBytes(ascii("file "));
    out.writeBytes(Words.quoteIfNeeded(entry.file().getBytes(StandardCharsets.UTF_8)));
    out.writeBytes(ascii(" seq " + entry.seq() + " type " + entry.kind().letter + "\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

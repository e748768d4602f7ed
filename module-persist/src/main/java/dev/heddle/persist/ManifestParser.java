package dev.heddle.persist;

import dev.heddle.persist.Manifest.Entry;
import dev.heddle.persist.Manifest.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a {@link Manifest}; unknown keys are passed over, all else is checked. */
final class ManifestParser {
  /** Longest line with its line break. */
  static final int MAX_LINE = 1024;

  private final String name;
  private final byte[] text;
  private int position;
  private int lines;
  private @Nullable Entry base;
  private final List<Entry> history = new ArrayList<>();
  private final List<Entry> increments = new ArrayList<>();

  ManifestParser(String name, byte[] text) {
    this.name = name;
    this.text = text;
  }

  Manifest parse() throws ManifestException {
    if (text.length == 0) {
      throw bad("Found an empty AOF manifest");
    }
    while (position < text.length) {
      lines++;
      int start = position;
      int end = endOfLine();
      position = end + 1;
      if (text[start] != '#') {
        add(entry(Words.split(text, start, end)));
      }
    }
    return new Manifest(base, history, increments);
  }

  private int endOfLine() throws ManifestException {
    int limit = Math.min(text.length, position + MAX_LINE);
    for (int i = position; i < limit; i++) {
      if (text[i] == '\n') {
        return i;
      }
    }
    throw bad(
        text.length - position < MAX_LINE
            ? "The AOF manifest file ends within a line"
            : "The AOF manifest file contains too long line");
  }

  private Entry entry(@Nullable List<byte[]> words) throws ManifestException {
    if (words == null || words.size() < 6 || words.size() % 2 != 0) {
      throw bad("Invalid AOF manifest file format");
    }
    String file = "";
    long seq = 0;
    Kind kind = null;
    for (int i = 0; i < words.size(); i += 2) {
      String value = new String(words.get(i + 1), StandardCharsets.UTF_8);
      switch (new String(words.get(i), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT)) {
        case "file" -> file = fileName(value);
        case "seq" -> seq = number(value);
        case "type" -> kind = kind(value);
        default -> {} // written by a newer version
      }
    }
    if (file.isEmpty() || seq == 0 || kind == null) {
      throw bad("Invalid AOF manifest file format");
    }
    return new Entry(file, seq, kind);
  }

  private String fileName(String value) throws ManifestException {
    if (value.indexOf('/') >= 0 || value.indexOf('\\') >= 0 || value.indexOf('\0') >= 0) {
      throw bad("File can't be a path, just a filename");
    }
    if (value.isEmpty() || value.equals(".") || value.equals("..")) {
      throw bad("Invalid AOF manifest file format");
    }
    return value;
  }

  private long number(String value) throws ManifestException {
    try {
      long n = Long.parseLong(value);
      if (n > 0) {
        return n;
      }
    } catch (NumberFormatException e) {
      // reported below, as other numbers that cannot be
    }
    throw bad("Invalid AOF file sequence number");
  }

  private Kind kind(String value) throws ManifestException {
    for (Kind kind : Kind.values()) {
      if (value.length() == 1 && value.charAt(0) == kind.letter) {
        return kind;
      }
    }
    throw bad("Unknown AOF file type");
  }

  private void add(Entry entry) throws ManifestException {
    switch (entry.kind()) {
      case BASE -> {
        if (base != null) {
          throw bad("Found duplicate base file information");
        }
        base = entry;
      }
      case HISTORY -> history.add(entry);
      case INCREMENT -> {
        if (!increments.isEmpty() && increments.getLast().seq() >= entry.seq()) {
          throw bad("Found a non-monotonic sequence number");
        }
        increments.add(entry);
      }
    }
  }

  private ManifestException bad(String reason) {
    return new ManifestException(reason, name, lines);
  }
}

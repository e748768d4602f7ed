package dev.heddle.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A decoded reply. Lines are texts of one character a byte (ISO-8859-1); what is binary is an
 * array, which the reader of a reply does not change.
 */
public sealed interface Reply {

  /** {@code +OK}: a status. */
  record Simple(String text) implements Reply {}

  /** {@code -ERR ...} or {@code !}: an error, without its dash. */
  record Failure(String text) implements Reply {}

  /** {@code :42}: an integer. */
  record Int(long value) implements Reply {}

  /** {@code $5}: a binary string. */
  @SuppressWarnings("ArrayRecordComponent") // equal by content, and not worth a copy
  record Bulk(byte[] bytes) implements Reply {
    /** Its bytes as UTF-8. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bulk bulk && Arrays.equals(bytes, bulk.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Bulk[" + new String(bytes, StandardCharsets.ISO_8859_1) + ']';
    }
  }

  /** {@code *2}: a list of replies. */
  record Array(List<Reply> elements) implements Reply {
    /** Takes the elements over as they are. */
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /** {@code $-1}, {@code *-1} or {@code _}: the absence of a value. */
  record Null() implements Reply {}

  /** {@code %1}: keys and values, in the order in which they were sent. */
  record Map(List<Entry> entries) implements Reply {
    /** Takes the entries over as they are. */
    public Map {
      entries = List.copyOf(entries);
    }
  }

  /** One key of a map with its value. */
  record Entry(Reply key, Reply value) {}

  /** {@code ~2}: a set of replies, in the order in which they were sent. */
  record Set(List<Reply> elements) implements Reply {
    /** Takes the elements over as they are. */
    public Set {
      elements = List.copyOf(elements);
    }
  }

  /** {@code >2}: a message that answers no request. */
  record Push(List<Reply> elements) implements Reply {
    /** Takes the elements over as they are. */
    public Push {
      elements = List.copyOf(elements);
    }
  }

  /** {@code ,1.5}: a double, as it was sent. */
  record Real(String text) implements Reply {
    /** The number it stands for. */
    public double value() {
      return Doubles.parse(text);
    }
  }

  /** {@code #t}: a boolean. */
  record Bool(boolean value) implements Reply {}

  /** {@code (123}: an integer of any size, in decimal. */
  record BigNumber(String digits) implements Reply {}

  /** {@code =15}: a text for people, and its format in three characters. */
  @SuppressWarnings("ArrayRecordComponent") // as for Bulk
  record Verbatim(String format, byte[] text) implements Reply {
    @Override
    public boolean equals(Object other) {
      return other instanceof Verbatim verbatim
          && format.equals(verbatim.format)
          && Arrays.equals(text, verbatim.text);
    }

    @Override
    public int hashCode() {
      return 31 * format.hashCode() + Arrays.hashCode(text);
    }

    @Override
    public String toString() {
      return "Verbatim[" + format + ':' + new String(text, StandardCharsets.ISO_8859_1) + ']';
    }
  }

  /** {@code |1}: a reply and what was said about it. */
  record Attributed(Map attributes, Reply value) implements Reply {}
}

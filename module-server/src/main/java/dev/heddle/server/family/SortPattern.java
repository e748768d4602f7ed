package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.store.Entry;
import dev.heddle.store.HashValue;
import dev.heddle.store.StringValue;
import dev.heddle.store.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What SORT is given behind BY and GET: it makes the name of a key, or of a field in a hash, out of
 * an element.
 *
 * <pre>
 * Pattern --> '#'                              the element itself
 *           | begin '*' end                    a string: the element stands for the star
 *           | begin '*' end '->' field         a field in a hash; there is no star in it
 *           | text without a star              nothing
 * </pre>
 */
sealed interface SortPattern {
  /** What the pattern leads to from an element; null when that is nothing. */
  byte @Nullable [] lookUp(Call call, byte[] element);

  /** Whether it leads to the same for all elements, so that BY it nothing is sorted. */
  default boolean isConstant() {
    return !(this instanceof Key);
  }

  static SortPattern of(byte[] text) {
    if (text.length == 1 && text[0] == '#') {
      return new Element();
    }
    int star = indexOf(text, '*', 0);
    if (star < 0) {
      return new Nothing();
    }
    int arrow = arrow(text, star);
    return arrow < 0
        ? new Key(text, star, text.length, null)
        : new Key(text, star, arrow, Arrays.copyOfRange(text, arrow + 2, text.length));
  }

  /** The first arrow behind the star, if a field follows on it; or -1. */
  private static int arrow(byte[] text, int star) {
    int at = star;
    do {
      at = indexOf(text, '-', at + 1);
    } while (at >= 0 && (at + 1 == text.length || text[at + 1] != '>'));
    return at >= 0 && at + 2 < text.length ? at : -1;
  }

  private static int indexOf(byte[] text, char wanted, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Leads to the element. */
  record Element() implements SortPattern {
    @Override
    public byte[] lookUp(Call call, byte[] element) {
      return element;
    }
  }

  /** Leads nowhere. */
  record Nothing() implements SortPattern {
    @Override
    public byte @Nullable [] lookUp(Call call, byte[] element) {
      return null;
    }
  }

  /**
   * Leads to the string at a key, or to a field of the hash there; {@code end}: that of the key.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Key(byte[] text, int star, int end, byte @Nullable [] field) implements SortPattern {
    @Override
    public byte @Nullable [] lookUp(Call call, byte[] element) {
      Entry entry = call.entry(key(element));
      Value value = entry == null ? null : entry.value();
      if (field == null) {
        return value instanceof StringValue string ? string.bytes() : null;
      }
      return value instanceof HashValue hash ? hash.value(field, 0, field.length) : null;
    }

    private byte[] key(byte[] element) {
      int behind = end - star - 1;
      byte[] key = Arrays.copyOf(text, star + element.length + behind);
      System.arraycopy(element, 0, key, star, element.length);
      System.arraycopy(text, star + 1, key, star + element.length, behind);
      return key;
    }
  }
}

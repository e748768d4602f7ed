package dev.heddle.persist;

import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.HashPart;
import dev.heddle.store.HashValue;
import dev.heddle.store.ListValue;
import dev.heddle.store.Scored;
import dev.heddle.store.SetValue;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StringValue;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.util.ArrayList;
import java.util.List;

/** Everything in a value, as text; what has no order is sorted. */
final class ValueText implements Elements, Scored {
  private final List<String> elements = new ArrayList<>();

  private ValueText() {}

  static String of(Value value) {
    return switch (value) {
      case StringValue s -> Recorder.text(s.bytes());
      case StreamValue s -> StreamText.of(s);
      case ListValue l -> list(l);
      case HashValue h -> hash(h);
      case SetValue s -> set(s);
      case ZSetValue z -> zset(z);
    };
  }

  private static String list(ListValue list) {
    var out = new ValueText();
    if (!list.isEmpty()) {
      list.range(0, list.size() - 1, out);
    }
    return String.join("\n", out.elements);
  }

  private static String hash(HashValue hash) {
    var out = new ValueText();
    hash.forEach(HashPart.BOTH, out);
    return String.join("\n", sorted(out.elements, /* pairs= */ true));
  }

  private static String set(SetValue set) {
    var out = new ValueText();
    set.forEach(out);
    return String.join("\n", sorted(out.elements, /* pairs= */ false));
  }

  private static String zset(ZSetValue set) {
    var out = new ValueText();
    set.forEach(set.all(), /* reverse= */ false, (Scored) out);
    return String.join("\n", out.elements);
  }

  /** Elements sorted, or pairs of them sorted and joined by an equals sign. */
  static List<String> sorted(List<String> elements, boolean pairs) {
    if (!pairs) {
      return elements.stream().sorted().toList();
    }
    var joined = new ArrayList<String>();
    for (int i = 0; i < elements.size(); i += 2) {
      joined.add(elements.get(i) + "=" + elements.get(i + 1));
    }
    return joined.stream().sorted().toList();
  }

  @Override
  public void text(byte[] a, int off, int len) {
    var text = new StringBuilder();
    for (int i = off; i < off + len; i++) {
      text.append((char) (a[i] & 0xff));
    }
    elements.add(text.toString());
  }

  @Override
  public void number(long value) {
    byte[] text = Decimal.text(value);
    text(text, 0, text.length);
  }

  @Override
  public void text(byte[] a, int off, int len, double score) {
    text(a, off, len);
    elements.add(Double.toString(score));
  }

  @Override
  public void number(long member, double score) {
    number(member);
    elements.add(Double.toString(score));
  }
}

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
    return value instanceof StringValue s
        ? Recorder.text(s.bytes())
        : String.join("\n", list(value));
  }

  private static List<String> list(Value value) {
    var out = new ValueText();
    switch (value) {
      case StringValue s -> throw new IllegalArgumentException("no collection");
      case StreamValue s -> throw new IllegalArgumentException("a stream");
      case ListValue l -> {
        if (!l.isEmpty()) {
          l.range(0, l.size() - 1, out);
        }
        return out.elements;
      }
      case HashValue h -> h.forEach(HashPart.BOTH, out);
      case SetValue s -> s.forEach(out);
      case ZSetValue z -> {
        z.forEach(z.all(), /* reverse= */ false, (Scored) out);
        return out.elements;
      }
    }
    return sorted(out.elements, value instanceof HashValue);
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

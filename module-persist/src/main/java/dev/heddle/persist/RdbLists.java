package dev.heddle.persist;

import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListPack;
import dev.heddle.store.ListValue;
import dev.heddle.store.Packing;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Lists in RDB files.
 *
 * <pre>
 * LIST             --> Length String{length}       the elements
 * LIST_ZIPLIST     --> String                      a ZipList
 * LIST_QUICKLIST   --> Length String{length}       ZipLists; version 7 to 9
 * LIST_QUICKLIST_2 --> Length Node{length}
 * Node             --> 1 String                    one large element
 *                    | 2 String                    a ListPack
 * </pre>
 */
final class RdbLists {
  private static final int PLAIN = 1;
  private static final int PACKED = 2;

  private final RdbInput in;
  private final PackedInput packed;
  private final Packing packing;

  RdbLists(RdbInput in, PackedInput packed, Packing packing) {
    this.in = in;
    this.packed = packed;
    this.packing = packing;
  }

  ListValue list() throws IOException {
    var list = new ListValue();
    for (long left = in.count(1); left > 0; left--) {
      byte[] element = in.string();
      push(list, element, 0, element.length, packing);
    }
    return list;
  }

  ListValue zipList() throws IOException {
    var pushed = new Pushed(packing);
    packed.zipList(pushed);
    return pushed.list;
  }

  ListValue quickList() throws IOException {
    var list = new ListValue();
    for (long left = in.count(1); left > 0; left--) {
      list.addPacked(packed.zipList(), packing);
    }
    list.nodesAdded(packing);
    return list;
  }

  ListValue quickList2() throws IOException {
    var list = new ListValue();
    for (long left = in.count(2); left > 0; left--) {
      long kind = in.length();
      if (kind == PACKED) {
        list.addPacked(packed.listPack(), packing);
      } else if (kind == PLAIN) {
        list.addPlain(plain(), packing);
      } else {
        throw in.bad("unknown kind " + kind + " of a list's node");
      }
    }
    list.nodesAdded(packing);
    return list;
  }

  private byte[] plain() throws IOException {
    byte[] element = in.string();
    if (element.length == 0) {
      throw in.bad("a list's node without content");
    }
    return element;
  }

  private static void push(ListValue list, byte[] a, int off, int len, Packing packing) {
    list.expect(len, 1, packing);
    list.push(ListEnd.RIGHT, a, off, len, packing);
  }

  static void write(ListValue list, RdbOutput out) throws IOException {
    out.length(list.nodes());
    list.eachNode(new NodeOutput(out));
  }

  /** Puts elements into a list, behind each other. */
  private static final class Pushed implements Elements {
    private final ListValue list = new ListValue();
    private final byte[] digits = new byte[Decimal.MAX_LENGTH];
    private final Packing packing;

    Pushed(Packing packing) {
      this.packing = packing;
    }

    @Override
    public void text(byte[] a, int off, int len) {
      push(list, a, off, len, packing);
    }

    @Override
    public void number(long value) {
      text(digits, 0, Decimal.write(value, digits, 0));
    }
  }

  /** Writes the nodes of a list. */
  private record NodeOutput(RdbOutput out) implements ListValue.Nodes {
    @Override
    public void packed(byte[] list) {
      write(PACKED, list, ListPack.bytes(list));
    }

    @Override
    public void plain(byte[] text) {
      write(PLAIN, text, text.length);
    }

    private void write(int kind, byte[] content, int length) {
      try {
        out.length(kind);
        out.packed(content, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

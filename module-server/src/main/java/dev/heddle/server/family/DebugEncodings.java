package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.store.Entry;
import dev.heddle.store.HashValue;
import dev.heddle.store.ListPack;
import dev.heddle.store.ListValue;
import dev.heddle.store.SetValue;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subcommands of DEBUG that show how a value is encoded, to the byte. Redis prints that to its
 * standard output; here it is the reply, for a server in another program has no output of its own.
 */
final class DebugEncodings {
  private static final HexFormat BYTES = HexFormat.ofDelimiter("|");
  private static final int SHOWN_BYTES = 64;

  private DebugEncodings() {}

  static List<DebugForm> forms() {
    return List.of(
        new DebugForm(
            "LISTPACK <key>", "Show each entry of a packed value.", DebugEncodings::listpack),
        new DebugForm(
            "QUICKLIST <key> [<0|1>]",
            "Show each node of a linked list; 1: with the entries.",
            DebugEncodings::quicklist));
  }

  // ---- LISTPACK

  private static void listpack(Call call, ReplyWriter out) {
    byte[] listpack = listpack(present(call).value());
    if (listpack == null) {
      throw Err.NOT_A_LISTPACK;
    }
    var text = new StringBuilder();
    show(listpack, text);
    answer(text, out);
  }

  private static byte @Nullable [] listpack(Value value) {
    return switch (value) {
      case HashValue hash when hash.encoding().equals("listpack") -> hash.listpack();
      case SetValue set when set.encoding().equals("listpack") -> set.listpack();
      case ZSetValue set when set.encoding().equals("listpack") -> set.listpack();
      case ListValue list when list.encoding().equals("listpack") -> only(list);
      default -> null;
    };
  }

  private static byte @Nullable [] only(ListValue list) {
    var nodes = new NodeTexts(/* entries= */ false);
    list.eachNode(nodes);
    return nodes.last;
  }

  private static void show(byte[] listpack, StringBuilder text) {
    text.append("{total bytes ").append(ListPack.bytes(listpack));
    text.append("} {num entries ").append(ListPack.count(listpack)).append("}\n");
    int index = 0;
    for (int p = ListPack.first(listpack); p >= 0; p = ListPack.next(listpack, p)) {
      int next = ListPack.next(listpack, p);
      int end = next < 0 ? ListPack.bytes(listpack) - 1 : next;
      byte[] content = ListPack.text(listpack, p);
      text.append("{\n\tindex:  ").append(index++);
      text.append(",\n\toffset: ").append(p);
      text.append(",\n\thdr+entrylen+backlen:  ").append(end - p);
      text.append(",\n\tbytes: ");
      text.append(BYTES.formatHex(listpack, p, Math.min(end, p + SHOWN_BYTES)));
      text.append("|\n\t[").append(ListPack.isNumber(listpack, p) ? "int" : "str").append(']');
      text.append(new String(content, StandardCharsets.ISO_8859_1)).append("\n}\n");
    }
    text.append("{end}\n");
  }

  // ---- QUICKLIST

  private static void quicklist(Call call, ReplyWriter out) {
    if (!(present(call).value() instanceof ListValue list)
        || !list.encoding().equals("quicklist")) {
      throw Err.NOT_A_QUICKLIST;
    }
    boolean entries = call.count() > 3 && call.integer(3) != 0;
    var nodes = new NodeTexts(entries);
    nodes.text.append("{count : ").append(list.size()).append("}\n");
    nodes.text.append("{nodes : ").append(list.nodes()).append("}\n");
    list.eachNode(nodes);
    answer(nodes.text, out);
  }

  private static final class NodeTexts implements ListValue.Nodes {
    private final StringBuilder text = new StringBuilder();
    private final boolean entries;
    private byte @Nullable [] last;
    private int node;

    NodeTexts(boolean entries) {
      this.entries = entries;
    }

    @Override
    public void packed(byte[] listpack) {
      last = listpack;
      head("PACKED", ListPack.bytes(listpack), ListPack.count(listpack));
      if (entries) {
        show(listpack, text);
      }
    }

    @Override
    public void plain(byte[] element) {
      head("PLAIN", element.length, 1);
      if (entries) {
        text.append(new String(element, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }

    private void head(String container, int bytes, int count) {
      text.append("{quicklist node(").append(node++).append(")\n");
      text.append("{container : ").append(container);
      text.append("}\n{size : ").append(bytes);
      text.append("}\n{count : ").append(count).append("}\n}\n");
    }
  }

  // ---- both

  /** The entry at the key of a call, which must be there. */
  static Entry present(Call call) {
    Entry entry = call.peek(2);
    if (entry == null) {
      throw Err.NO_SUCH_KEY;
    }
    return entry;
  }

  private static void answer(StringBuilder text, ReplyWriter out) {
    out.verbatim("txt", text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}

package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.MOVABLEKEYS;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.unknown;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.KeySpec;
import dev.heddle.store.Entry;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;
import dev.heddle.store.Packing;
import dev.heddle.store.SetValue;
import dev.heddle.store.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SORT and SORT_RO: the elements of a list, a set or a sorted set in the order of themselves or of
 * what other keys say of them.
 */
public final class SortCommand {
  private static final String SYNTAX =
      " key [BY pattern] [LIMIT offset count] [GET pattern]... [order=ASC|DESC] [sorting=ALPHA]";
  private static final String COST =
      "O(N+M*log(M)), N elements in all, M to be sorted; O(N) if they are not sorted";

  /** The keys behind BY and GET; which these are nobody knows before the elements are. */
  private static final KeySpec OF_PATTERNS =
      unknown(
          "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive"
              + " from the content of the key we sort",
          args -> -1,
          RO,
          ACCESS);

  private static final KeySpec OF_RESULT =
      unknown(
          "For the optional STORE keyword. It is marked 'unknown' because the keyword can appear"
              + " anywhere in the argument array",
          SortOptions::storePosition,
          OW,
          UPDATE);

  private SortCommand() {}

  public static void declare(CommandTable t) {
    t.group(Group.GENERIC);
    t.add(
            "SORT" + SYNTAX + " [STORE destination]",
            List.of(firstKey(RO, ACCESS), OF_PATTERNS, OF_RESULT),
            SortCommand::sort,
            WRITE,
            DENYOOM,
            MOVABLEKEYS)
        .acl("set", "sortedset", "list", "dangerous")
        .doc("1.0.0", COST, "Sorts the elements of a collection, and returns or stores them.");
    t.add(
            "SORT_RO" + SYNTAX,
            List.of(firstKey(RO, ACCESS), OF_PATTERNS),
            SortCommand::sortRo,
            READONLY,
            MOVABLEKEYS)
        .acl("set", "sortedset", "list", "dangerous")
        .doc("7.0.0", COST, "Returns the elements of a collection, sorted.");
  }

  private static void sort(Call call, ReplyWriter out) {
    var options = SortOptions.parse(call, /* mayStore= */ true);
    List<byte @Nullable []> result = result(call, options);
    if (options.store() == 0) {
      answer(result, out);
    } else {
      store(call, options.store(), result, out);
    }
  }

  private static void sortRo(Call call, ReplyWriter out) {
    answer(result(call, SortOptions.parse(call, /* mayStore= */ false)), out);
  }

  private static List<byte @Nullable []> result(Call call, SortOptions options) {
    Entry entry = call.entry(1);
    if (entry == null) {
      return List.of();
    }
    Value value = entry.value();
    boolean storesSet = value instanceof SetValue && options.store() != 0;
    var order = storesSet && !options.sorts() ? options.byElement() : options;
    List<byte[]> elements = SortItems.of(value, call, order);
    return options.gets().isEmpty() ? List.copyOf(elements) : gather(call, elements, options);
  }

  /** What the patterns behind GET lead to from each element; null where that is nothing. */
  private static List<byte @Nullable []> gather(
      Call call, List<byte[]> elements, SortOptions options) {
    var found = new ArrayList<byte @Nullable []>(elements.size() * options.gets().size());
    for (byte[] element : elements) {
      for (SortPattern get : options.gets()) {
        found.add(get.lookUp(call, element));
      }
    }
    return found;
  }

  private static void answer(List<byte @Nullable []> result, ReplyWriter out) {
    out.array(result.size());
    for (byte @Nullable [] text : result) {
      if (text == null) {
        out.nil();
      } else {
        out.bulk(text);
      }
    }
  }

  private static void store(Call call, int key, List<byte @Nullable []> result, ReplyWriter out) {
    if (result.isEmpty()) {
      call.delete(key);
    } else {
      call.put(key, list(result, call.keyspace().packing()));
      call.changed(key, Event.SORTSTORE);
    }
    out.integer(result.size());
  }

  /** A list of the texts, empty ones in place of what is not there. */
  private static ListValue list(List<byte @Nullable []> texts, Packing packing) {
    var list = new ListValue();
    long bytes = 0;
    for (byte @Nullable [] text : texts) {
      bytes += text == null ? 0 : text.length;
    }
    list.expect(bytes, texts.size(), packing);
    for (byte @Nullable [] text : texts) {
      byte[] element = text == null ? new byte[0] : text;
      list.push(ListEnd.RIGHT, element, 0, element.length, packing);
    }
    return list;
  }
}

package dev.heddle.store;

import java.util.Arrays;

/**
 * Entries of a stream that follow each other, packed in one {@link ListPack}; its id is the master
 * id, that of the first entry it was made for.
 *
 * <pre>
 * Node    --> Master Entry*                each word and number an entry of the listpack
 * Master  --> live deleted n field{n} 0    how many entries; the fields of the first one
 * Entry   --> flags ms seq Content back
 * flags   --> 1: deleted, 2: the fields are the master's
 * ms, seq --> less those of the master id
 * Content --> value{n}                     where the fields are the master's
 *           | m (field value){m}           otherwise
 * back    --> entries of the listpack from flags up to here
 * </pre>
 *
 * <p>A deleted entry is only marked. The array has room at its end while the node is the last one
 * of its stream.
 */
final class StreamNode extends Identified {
  static final int DELETED = 1;
  static final int SAME_FIELDS = 2;

  /** Entries of the listpack in a stream's entry besides its content. */
  static final int FRAME = 4;

  private static final int UNKNOWN_COUNT = 0xffff;

  private byte[] lp;

  /** How many copies of its stream there were when it was made; those after that share it. */
  final int made;

  /** A node of entries from elsewhere. */
  StreamNode(StreamId master, byte[] lp, int made) {
    super(master.ms(), master.seq());
    this.lp = lp;
    this.made = made;
  }

  /** A node without entries, for entries with these fields. */
  StreamNode(StreamId master, TextRow pairs, int made) {
    this(master, masterOf(pairs), made);
  }

  private static byte[] masterOf(TextRow pairs) {
    int fields = pairs.count() / 2;
    int size = 3 + numberSize(fields) + 3;
    for (int i = 0; i < pairs.count(); i += 2) {
      size += ListPackEntry.size(pairs.array(i), pairs.offset(i), pairs.length(i));
    }
    byte[] lp = extended(ListPack.empty(), size, FRAME + fields);
    int p = writeNumber(lp, ListPack.HEADER, 0);
    p = writeNumber(lp, p, 0);
    p = writeNumber(lp, p, fields);
    for (int i = 0; i < pairs.count(); i += 2) {
      p = ListPackEntry.write(lp, p, pairs.array(i), pairs.offset(i), pairs.length(i));
    }
    p = writeNumber(lp, p, 0);
    ListPack.header(lp, p + 1, Math.min(FRAME + fields, UNKNOWN_COUNT));
    lp[p] = ListPackEntry.END;
    return lp;
  }

  // ---- reading

  byte[] listPack() {
    return lp;
  }

  int bytes() {
    return ListPack.bytes(lp);
  }

  /** Entries that are not deleted. */
  long live() {
    return ListPackEntry.number(lp, ListPack.HEADER);
  }

  long deleted() {
    return ListPackEntry.number(lp, deletedAt());
  }

  /** The number of the master's fields. */
  int fields() {
    return (int) ListPackEntry.number(lp, fieldsAt());
  }

  /** Where the first of the master's fields begins. */
  int firstField() {
    return ListPackEntry.next(lp, fieldsAt());
  }

  /** Where the first entry begins, or the end of the listpack. */
  int firstEntry() {
    int p = firstField();
    for (int left = fields() + 1; left > 0; left--) {
      p = ListPackEntry.next(lp, p);
    }
    return p;
  }

  /** Where the entry begins that ends before {@code end}. */
  int entryBefore(int end) {
    int p = ListPackEntry.prev(lp, end);
    for (long left = ListPackEntry.number(lp, p); left > 0; left--) {
      p = ListPackEntry.prev(lp, p);
    }
    return p;
  }

  /** Where the listpack ends. */
  int end() {
    return bytes() - 1;
  }

  /** The id of the last entry, deleted or not, of a node that has entries. */
  StreamId lastId() {
    int p = ListPackEntry.next(lp, entryBefore(end()));
    return new StreamId(
        ms + ListPackEntry.number(lp, p),
        seq + ListPackEntry.number(lp, ListPackEntry.next(lp, p)));
  }

  private int deletedAt() {
    return ListPackEntry.next(lp, ListPack.HEADER);
  }

  private int fieldsAt() {
    return ListPackEntry.next(lp, deletedAt());
  }

  // ---- changing

  /** Adds an entry at the end. */
  void append(StreamId id, TextRow pairs) {
    boolean same = hasFields(pairs);
    int content = same ? pairs.count() / 2 : 1 + pairs.count();
    long msLess = id.ms() - ms;
    long seqLess = id.seq() - seq;
    int back = FRAME - 1 + content;
    int size = 2 + numberSize(msLess) + numberSize(seqLess) + numberSize(back);
    size += contentSize(pairs, same);
    int p = end();
    lp = extended(lp, size, FRAME + content);
    p = writeNumber(lp, p, same ? SAME_FIELDS : 0);
    p = writeNumber(lp, p, msLess);
    p = writeNumber(lp, p, seqLess);
    p = writeContent(p, pairs, same);
    writeNumber(lp, p, back);
    count(ListPack.HEADER, live() + 1);
  }

  private boolean hasFields(TextRow pairs) {
    if (fields() * 2 != pairs.count()) {
      return false;
    }
    int p = firstField();
    for (int i = 0; i < pairs.count(); i += 2) {
      if (!ListPackEntry.equals(lp, p, pairs.array(i), pairs.offset(i), pairs.length(i))) {
        return false;
      }
      p = ListPackEntry.next(lp, p);
    }
    return true;
  }

  private static int contentSize(TextRow pairs, boolean same) {
    int size = same ? 0 : numberSize(pairs.count() / 2);
    for (int i = same ? 1 : 0; i < pairs.count(); i += same ? 2 : 1) {
      size += ListPackEntry.size(pairs.array(i), pairs.offset(i), pairs.length(i));
    }
    return size;
  }

  private int writeContent(int at, TextRow pairs, boolean same) {
    int p = same ? at : writeNumber(lp, at, pairs.count() / 2);
    for (int i = same ? 1 : 0; i < pairs.count(); i += same ? 2 : 1) {
      p = ListPackEntry.write(lp, p, pairs.array(i), pairs.offset(i), pairs.length(i));
    }
    return p;
  }

  /** Marks the entry at {@code p} as deleted; positions behind may move. */
  void delete(int p) {
    lp[p] |= DELETED; // a number below 128 is its own byte
    count(ListPack.HEADER, live() - 1);
    count(deletedAt(), deleted() + 1);
  }

  /** Gives back the room at the end. */
  void seal() {
    if (bytes() < lp.length) {
      lp = Arrays.copyOf(lp, bytes());
    }
  }

  private void count(int at, long number) {
    if (lp[at] >= 0 && number < 1 << 7) { // both are their own byte
      lp[at] = (byte) number;
    } else {
      byte[] text = Decimal.text(number);
      lp = ListPack.replace(lp, at, text, 0, text.length);
    }
  }

  /** The listpack with room for more entries at its end, which are to be written there. */
  private static byte[] extended(byte[] lp, int size, int entries) {
    int bytes = ListPack.bytes(lp);
    int wanted = Math.addExact(bytes, size);
    int count = (lp[4] & 0xff) | ((lp[5] & 0xff) << 8);
    byte[] result = lp;
    if (wanted > lp.length) {
      result = Arrays.copyOf(lp, (int) Math.min(wanted + (wanted >> 1), Integer.MAX_VALUE - 8L));
    }
    result[wanted - 1] = ListPackEntry.END;
    int sum = count == UNKNOWN_COUNT ? UNKNOWN_COUNT : Math.min(count + entries, UNKNOWN_COUNT);
    ListPack.header(result, wanted, sum);
    return result;
  }

  private static int numberSize(long number) {
    int content = ListPackEntry.numberContent(number);
    return content + ListPackEntry.backBytes(content);
  }

  private static int writeNumber(byte[] into, int at, long number) {
    int end = ListPackEntry.writeNumber(into, at, number);
    return ListPackEntry.writeBack(into, end, end - at);
  }

  /** Whether this is the listpack of a node of that id, down to each of its entries. */
  static boolean isValid(StreamId master, byte[] lp, int length) {
    return ListPack.isValid(lp, length) && new StreamNodeCheck(master, lp).passes();
  }
}

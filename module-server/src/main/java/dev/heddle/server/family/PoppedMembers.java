package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes members that chance took from a set, and journals that it was these. */
final class PoppedMembers implements Elements {
  /** Members in one effect. */
  private static final int BATCH = 1024;

  private final ReplyWriter out;
  private final List<byte[]> members = new ArrayList<>();

  PoppedMembers(ReplyWriter out) {
    this.out = out;
  }

  @Override
  public void text(byte[] a, int off, int len) {
    out.bulk(a, off, len);
    members.add(Arrays.copyOfRange(a, off, off + len));
  }

  @Override
  public void number(long value) {
    byte[] text = Decimal.text(value);
    out.bulk(text);
    members.add(text);
  }

  /** Journals the removal from the set at the key in argument i. */
  void journal(Call call, int i) {
    for (int from = 0; from < members.size(); from += BATCH) {
      List<byte[]> batch = members.subList(from, Math.min(from + BATCH, members.size()));
      call.effect("SREM", i, batch.toArray(byte[][]::new));
    }
  }
}

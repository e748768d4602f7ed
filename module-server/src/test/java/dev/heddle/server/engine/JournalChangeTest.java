package dev.heddle.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.persist.Journal;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.family.CommandHarness;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The append-only file is switched off and on while clients wait for their writes to be stored. */
final class JournalChangeTest {
  private final CommandHarness redis = new CommandHarness();
  private final Asked before = new Asked();
  private final Asked after = new Asked();

  @Test
  void aWriteIsAwaitedInTheJournalThatHasIt() {
    redis.engine().journal(before);
    redis.run("SET", "key", "value");
    redis.engine().journal(after);
    redis.engine().awaitDurable(redis.client(), new ReplyWriter());
    assertEquals(List.of(before.end), before.asked);
    assertEquals(List.of(), after.asked);
  }

  @Test
  void whatFollowsIsAwaitedInTheOther() {
    redis.engine().journal(before);
    redis.run("SET", "key", "value");
    redis.engine().journal(after);
    redis.run("SET", "key", "other");
    redis.engine().awaitDurable(redis.client(), new ReplyWriter());
    assertEquals(List.of(after.end), after.asked);
  }

  /** A journal that notes what is asked of it, and in which nothing is durable by itself. */
  private static final class Asked implements Journal {
    private final List<Long> asked = new ArrayList<>();
    private long end;

    @Override
    public long append(int db, byte[] buf, int off, int len) {
      end += len;
      return end;
    }

    @Override
    public void awaitDurable(long offset) {
      asked.add(offset);
    }

    @Override
    public long durable() {
      return 0;
    }

    @Override
    public boolean congested() {
      return false;
    }

    @Override
    public void awaitRoom() {}

    @Override
    public @Nullable String failure() {
      return null;
    }

    @Override
    public void close() {}
  }
}

package dev.heddle.persist;

import dev.heddle.micro.Keys;
import dev.heddle.resp.CommandEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The journal of the append-only file, on a disk that keeps nothing. Its writer, a thread of its
 * own, takes what was appended meanwhile, and holds the benchmark up where it comes too late.
 */
@State(Scope.Thread)
public class AofJournalBenchmark {
  @Param({"16", "1024"})
  public int bytes;

  private final CommandEncoder effect = new CommandEncoder();
  private AofJournal journal;

  @Setup
  public void open() throws IOException {
    effect.begin(3);
    effect.argument("SET");
    effect.argument(Keys.key(1));
    effect.argument(new byte[bytes]);
    journal = journal();
  }

  /** A journal that writes for nobody, with the policy {@code everysec}. */
  public static AofJournal journal() throws IOException {
    var env =
        new Environment(
            new ForgetfulDisk(), (level, text) -> {}, System::nanoTime, InstantSource.system());
    var directory = AofDirectory.open(env, Path.of("data"), "appendonlydir", "appendonly.aof");
    return AofJournal.open(env, directory, AofSettings.DEFAULTS);
  }

  @TearDown
  public void close() throws JournalException {
    journal.close();
  }

  /** One operation: the effect of one SET, of a value of so many bytes. */
  @Benchmark
  public long append() {
    long offset = journal.append(0, effect.buffer(), 0, effect.size());
    if (journal.congested()) {
      journal.awaitRoom();
    }
    return offset;
  }
}

package dev.heddle.server.command;

import dev.heddle.persist.Journal;
import dev.heddle.resp.Args;
import dev.heddle.resp.CommandEncoder;
import java.util.function.Supplier;

/**
 * The one stream of effects: what commands changed, as deterministic commands, in the order of the
 * lock.
 *
 * <p>Effects are collected in units: one command with the keys that expired on its way, one slice
 * of active expiry. A unit of several effects goes to the journal between MULTI and EXEC, so that
 * it is loaded whole or not at all. Guarded by the server's lock.
 */
public final class EffectStream {
  private static final byte[] SELECT = Call.ascii("SELECT");
  private static final byte[] MULTI = Call.ascii("MULTI");
  private static final byte[] EXEC = Call.ascii("EXEC");

  private final CommandEncoder unit = new CommandEncoder();
  private final int multiLength;
  private Journal journal = Journal.NONE;
  private boolean recording;
  private long offset;
  private int count;
  private int unitDb;
  private int lastDb;
  private long dirty;

  public EffectStream() {
    unit.command(MULTI);
    multiLength = unit.size();
  }

  /** Where effects go from now on. */
  public void journal(Journal target) {
    journal = target;
    offset = 0;
    recording = !target.equals(Journal.NONE);
  }

  public Journal journal() {
    return journal;
  }

  /** The journal's offset behind the last unit. */
  public long offset() {
    return offset;
  }

  /** Counts changes to the data set. */
  void changed(int changes) {
    dirty += changes;
  }

  /** Changes to the data set since the start or the last save. */
  public long dirty() {
    return dirty;
  }

  /** The changes counted before a save that succeeded are saved. */
  public void saved(long dirtyAtSave) {
    dirty -= dirtyAtSave;
  }

  /** Adds a command as it was called. */
  void add(int db, Args args) {
    if (recording) {
      select(db);
      unit.command(args);
    }
  }

  /** Adds a command made of these words. */
  public void add(int db, byte[]... words) {
    if (recording) {
      select(db);
      unit.command(words);
    }
  }

  /** As {@link #add(int, byte[]...)}, where the words are made only if there is a journal. */
  void add(int db, Supplier<byte[][]> words) {
    if (recording) {
      add(db, words.get());
    }
  }

  private void select(int db) {
    if (count == 0) {
      unitDb = db;
    } else if (db != lastDb) {
      unit.command(SELECT, Call.ascii(db));
    }
    lastDb = db;
    count++;
  }

  /**
   * Ends the unit and hands it to the journal.
   *
   * @return the offset in the journal behind the unit; that of the last one when this unit is empty
   */
  public long endUnit() {
    if (count == 0) {
      return offset;
    }
    if (lastDb != unitDb) {
      unit.command(SELECT, Call.ascii(unitDb));
    }
    int from = multiLength;
    if (count > 1) {
      unit.command(EXEC);
      from = 0;
    }
    offset = journal.append(unitDb, unit.buffer(), from, unit.size() - from);
    unit.truncate(multiLength);
    count = 0;
    return offset;
  }
}

package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that has snapshots written while others write, until its connection breaks; and what
 * each of them promises.
 */
final class CrashDisturbance {
  private static final Pattern BUSY =
      Pattern.compile("rdb_bgsave_in_progress:1|aof_rewrite_in_progress:1|aof_rewrite_scheduled:1");
  private static final Reply OK = new Reply.Simple("OK");

  /** What may be asked for. */
  enum Work {
    SAVE,
    REWRITE,
    SWITCH
  }

  /**
   * A BGSAVE: of each load, the steps acknowledged before it was asked for, and those sent when it
   * had begun.
   */
  record Save(List<Long> acknowledged, List<Long> sent) {}

  private final List<CrashLoad> loads;
  private final List<Work> works;
  private final RandomGenerator random;
  private final List<Save> saves = new ArrayList<>();
  private int saved;
  private List<Long> acknowledgedBeforeSwitch = List.of();

  CrashDisturbance(List<CrashLoad> loads, List<Work> works, RandomGenerator random) {
    this.loads = loads;
    this.works = works;
    this.random = random;
  }

  /** The saves that were begun, in order. */
  List<Save> saves() {
    return saves;
  }

  /** How many of them were known to be in place. */
  int saved() {
    return saved;
  }

  /**
   * Of each load, the steps that are in the append-only file, as long as later ones need not be; no
   * load's as long as they must.
   */
  List<Long> acknowledgedBeforeSwitch() {
    return acknowledgedBeforeSwitch;
  }

  private List<Long> acknowledged() {
    return loads.stream().map(CrashLoad::acknowledged).toList();
  }

  /** Asks for snapshots until the connection breaks. */
  void run(int port) {
    try (var wire = new Wire(port)) {
      while (true) {
        switch (works.get(random.nextInt(works.size()))) {
          case SAVE -> save(wire);
          case REWRITE -> rewrite(wire);
          case SWITCH -> offAndOn(wire);
        }
        if (random.nextInt(3) > 0) { // else the next one at once, perhaps while this one runs
          awaitIdle(wire);
        }
        CrashCollections.lookAtTransaction(wire, 1);
        Thread.sleep(random.nextInt(50));
      }
    } catch (IOException e) {
      // the server was killed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each save is waited for when saves are what is looked at. */
  private void save(Wire wire) throws IOException, InterruptedException {
    if (works.size() > 1) {
      wire.call("BGSAVE", "SCHEDULE");
      return;
    }
    List<Long> before = acknowledged();
    assertEquals(new Reply.Simple("Background saving started"), wire.call("BGSAVE"));
    saves.add(new Save(before, loads.stream().map(CrashLoad::sent).toList()));
    awaitIdle(wire);
    assertFalse(isSet(wire, "rdb_last_bgsave_status:err"));
    saved = saves.size();
  }

  private static void rewrite(Wire wire) throws IOException {
    wire.call("BGREWRITEAOF");
  }

  /** Between the two, and until the first base is there, the file keeps what it has. */
  private void offAndOn(Wire wire) throws IOException, InterruptedException {
    acknowledgedBeforeSwitch = acknowledged();
    assertEquals(OK, wire.call("CONFIG", "SET", "appendonly", "no"));
    awaitIdle(wire);
    Thread.sleep(random.nextInt(30));
    long rewrites = number(wire, "aof_rewrites");
    assertEquals(OK, wire.call("CONFIG", "SET", "appendonly", "yes"));
    while (number(wire, "aof_rewrites") == rewrites) {
      Thread.sleep(2);
    }
    acknowledgedBeforeSwitch = List.of();
  }

  private static void awaitIdle(Wire wire) throws IOException, InterruptedException {
    while (BUSY.matcher(info(wire)).find()) {
      Thread.sleep(2);
    }
  }

  private static boolean isSet(Wire wire, String field) throws IOException {
    return info(wire).contains(field);
  }

  private static long number(Wire wire, String field) throws IOException {
    Matcher matcher = Pattern.compile(field + ":(\\d+)").matcher(info(wire));
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static String info(Wire wire) throws IOException {
    return wire.call("INFO", "persistence") instanceof Reply.Bulk bulk ? bulk.text() : "";
  }
}

package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.it.CrashDisturbance.Work;
import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL while clients write all types and snapshots are written meanwhile: in the middle of a
 * save, of a rewrite, of a change of the manifest, or of whatever the server does.
 *
 * <p>What is loaded afterwards is the state of one instant, and no older than the policy promises.
 * {@code -Dheddle.crash.rounds=N} sets the number of rounds of the three tests together, {@code
 * -Dheddle.crash.seed=N} what they draw.
 */
class CrashSnapshotsIT {
  private static final int ROUNDS = Integer.getInteger("heddle.crash.rounds", 20);
  private static final long SEED = Long.getLong("heddle.crash.seed", 42);
  private static final int BALLAST = 20_000;
  private static final long LOSS = TimeUnit.SECONDS.toNanos(2);

  /** What is promised, and the options that promise it. */
  private enum Policy {
    ALWAYS(
        "--appendonly",
        "yes",
        "--appendfsync",
        "always",
        "--save",
        "",
        "--auto-aof-rewrite-min-size",
        "64kb",
        "--auto-aof-rewrite-percentage",
        "20"),
    EVERYSEC(
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "1 100",
        "--auto-aof-rewrite-min-size",
        "1mb",
        "--auto-aof-rewrite-percentage",
        "50"),
    SNAPSHOTS_ONLY("--save", "");

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    final String[] options;

    Policy(String... options) {
      this.options = options;
    }
  }

  private static final List<CrashMoment> MOMENTS = List.of(CrashMoment.values());

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final List<CrashLoad> loads = new ArrayList<>();
  private CrashDisturbance disturbance;
  private long killedAt;

  /** How often the SIGKILL came at the moment that was wanted. */
  private final Map<CrashMoment, Integer> met = new EnumMap<>(CrashMoment.class);

  CrashSnapshotsIT() {
    loads.addAll(CrashStrings.ofEachKind(1, /* pipeline= */ 1));
    loads.addAll(CrashCollections.ofEachKind(1, /* pipeline= */ 1));
    loads.addAll(CrashCollections.ofEachKind(2, /* pipeline= */ 8));
  }

  @Test
  void alwaysLosesNothingAcknowledged(TestReporter reporter) throws Exception {
    var works = List.of(Work.SAVE, Work.REWRITE, Work.REWRITE, Work.SWITCH);
    for (int round = 0; round < (ROUNDS + 1) / 2; round++) {
      round(Policy.ALWAYS, works, MOMENTS.get(round % MOMENTS.size()), random.nextInt(50, 600));
    }
    report(reporter);
  }

  @Test
  void everysecLosesNoMoreThanTwoSeconds(TestReporter reporter) throws Exception {
    var works = List.of(Work.SAVE, Work.REWRITE, Work.REWRITE);
    for (int round = 0; round < (ROUNDS + 2) / 4; round++) {
      round(
          Policy.EVERYSEC, works, MOMENTS.get(round % MOMENTS.size()), random.nextInt(1900, 2600));
    }
    report(reporter);
  }

  @Test
  void anRdbFileIsTheStateOfOneSave(TestReporter reporter) throws Exception {
    for (int round = 0; round < (ROUNDS + 3) / 4; round++) {
      CrashMoment moment = round % 2 == 0 ? CrashMoment.SAVE : CrashMoment.ANY;
      round(Policy.SNAPSHOTS_ONLY, List.of(Work.SAVE), moment, random.nextInt(50, 600));
    }
    report(reporter);
  }

  /** Starts the server, compares what it has loaded, and kills it under load. */
  private void round(Policy policy, List<Work> works, CrashMoment moment, int millis)
      throws Exception {
    CrashMoment.removeTemporary(directory);
    try (var server = HeddleProcess.start(directory, policy.options);
        var wire = new Wire(server.port())) {
      List<Long> stored = compare(wire, policy);
      for (int i = 0; i < loads.size(); i++) {
        loads.get(i).resume(stored.get(i));
      }
      weigh(wire, policy);
      disturbance = new CrashDisturbance(loads, works, new Random(random.nextLong()));
      killUnderLoad(server, moment, millis);
      if (policy != Policy.SNAPSHOTS_ONLY) {
        checkAppendOnlyFiles();
      }
    }
  }

  private List<Long> compare(Wire wire, Policy policy) throws IOException {
    var stored = new ArrayList<Long>();
    List<Long> promised = promised(policy);
    for (int i = 0; i < loads.size(); i++) {
      stored.add(loads.get(i).verify(wire, promised.get(i)));
    }
    if (disturbance != null) {
      checkOneInstant(stored);
      if (policy == Policy.SNAPSHOTS_ONLY) {
        checkIsASave(stored);
      }
    }
    return stored;
  }

  /** Of each load, the last step that must be there. */
  private List<Long> promised(Policy policy) {
    if (disturbance == null || policy == Policy.SNAPSHOTS_ONLY) {
      return loads.stream().map(load -> 0L).toList();
    }
    List<Long> switched = disturbance.acknowledgedBeforeSwitch();
    long time = policy == Policy.ALWAYS ? killedAt : killedAt - LOSS;
    return IntStream.range(0, loads.size())
        .mapToObj(i -> {
          long promised = loads.get(i).acknowledgedBy(time);
          return switched.isEmpty() ? promised : Math.min(promised, switched.get(i));
        })
        .toList();
  }

  /** Nothing is there that was sent after the acknowledgement of something that is not. */
  private void checkOneInstant(List<Long> stored) {
    long lost = Long.MAX_VALUE;
    long found = 0;
    for (int i = 0; i < loads.size(); i++) {
      lost = Math.min(lost, loads.get(i).acknowledgedAt(stored.get(i) + 1));
      found = Math.max(found, loads.get(i).sentAt(stored.get(i)));
    }
    assertTrue(found <= lost, () -> "a mixture, killed at " + killedAt + ":" + times(stored));
  }

  private String times(List<Long> stored) {
    var text = new StringBuilder();
    for (int i = 0; i < loads.size(); i++) {
      CrashLoad load = loads.get(i);
      long n = stored.get(i);
      text.append(
          "\n%s: %d was sent at %d; %d is not there, acknowledged at %d"
              .formatted(load.name(), n, load.sentAt(n), n + 1, load.acknowledgedAt(n + 1)));
    }
    return text.toString();
  }

  /** The last save that was in place before the SIGKILL, or the one that was under way. */
  private void checkIsASave(List<Long> stored) {
    var candidates = new ArrayList<String>();
    for (int k = Math.max(0, disturbance.saved() - 1); k < disturbance.saves().size(); k++) {
      CrashDisturbance.Save save = disturbance.saves().get(k);
      if (IntStream.range(0, stored.size()).allMatch(i -> isWithin(save, i, stored.get(i)))) {
        return;
      }
      candidates.add(save.toString());
    }
    boolean none = disturbance.saved() == 0;
    List<Long> loaded = loads.stream().map(CrashLoad::first).toList();
    assertTrue(none && stored.equals(loaded), () -> stored + " is none of " + candidates);
  }

  private static boolean isWithin(CrashDisturbance.Save save, int load, long stored) {
    return save.acknowledged().get(load) <= stored && stored <= save.sent().get(load);
  }

  /** Puts enough there for snapshots to take a while; it must be there from then on. */
  private void weigh(Wire wire, Policy policy) throws IOException {
    if (disturbance != null) {
      assertEquals(new Reply.Int(BALLAST), wire.call("HLEN", "ballast"));
      assertEquals(new Reply.Bulk(Grammar.bytes(ballast(7))), wire.call("GET", "ballast:7"));
      return;
    }
    var commands = new CommandEncoder();
    for (int i = 0; i < BALLAST; i++) {
      commands.command("HSET", "ballast", "" + i, ballast(i));
      commands.command("SET", "ballast:" + i, ballast(i));
    }
    wire.send(commands.toBytes());
    for (int i = 0; i < 2 * BALLAST; i++) {
      wire.read();
    }
    if (policy == Policy.SNAPSHOTS_ONLY) {
      assertEquals(new Reply.Simple("OK"), wire.call("SAVE"));
    }
  }

  private static String ballast(int i) {
    return new Random(i)
        .ints(60, ' ', '~')
        .mapToObj(Character::toString)
        .reduce("", String::concat);
  }

  private void killUnderLoad(HeddleProcess server, CrashMoment moment, int millis)
      throws Exception {
    var before = loads.stream().map(CrashLoad::total).toList();
    var failures = new CopyOnWriteArrayList<Throwable>();
    var threads = new ArrayList<Thread>();
    loads.forEach(load -> threads.add(start(failures, () -> load.run(server.port()))));
    threads.add(start(failures, () -> disturbance.run(server.port())));
    for (int i = 0; i < loads.size(); i++) {
      CrashLoad load = loads.get(i);
      long known = before.get(i);
      Await.until("writes are acknowledged", () -> load.total() > known || !failures.isEmpty());
    }
    Thread.sleep(millis); // the random moment
    if (moment.await(directory)) {
      met.merge(moment, 1, Integer::sum);
    }
    killedAt = CrashLoad.now();
    server.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
  }

  private static Thread start(List<Throwable> failures, Runnable work) {
    return Thread.ofPlatform()
        .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
        .start(work);
  }

  /** Redis's own judgement; an end that is cut off is no damage when it can be repaired. */
  private void checkAppendOnlyFiles() throws Exception {
    Path manifest = directory.resolve("appendonlydir/appendonly.aof.manifest");
    if (!RealRedis.onPath("redis-check-aof") || Files.notExists(manifest)) {
      return;
    }
    Shell.Result check = Shell.run("redis-check-aof", manifest.toString());
    if (check.exit() != 0) {
      String all = check.output() + Arrays.toString(names());
      assertTrue(check.output().contains("Use the --fix option"), all);
      repair(all);
    }
  }

  /** A copy: what the server repairs by itself is to be seen. */
  private void repair(String why) throws Exception {
    Path copy = Files.createTempDirectory(directory, "copy");
    try (Stream<Path> files = Files.list(directory.resolve("appendonlydir"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    var fix =
        List.of("redis-check-aof", "--fix", copy.resolve("appendonly.aof.manifest").toString());
    Shell.Result fixed = Shell.run("y\n", fix);
    assertTrue(fixed.output().contains("Successfully truncated AOF"), why + fixed.output());
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private String[] names() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("appendonlydir"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }

  private void report(TestReporter reporter) {
    long total = loads.stream().mapToLong(CrashLoad::total).sum();
    reporter.publishEntry("acknowledged steps", "" + total);
    reporter.publishEntry("SIGKILLs", met.toString());
  }
}

package dev.heddle.persist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A disk in memory that knows what would survive a crash, and fails when told to.
 *
 * <p>Contents survive after {@code force}, names after {@code forceDirectory}. A failed force drops
 * what was not yet durable, as an operating system may: the next force succeeds without it.
 */
final class MemoryDisk implements Disk {
  /** What can be made to fail. */
  enum Operation {
    OPEN,
    WRITE,
    FORCE,
    TRUNCATE,
    RENAME,
    FORCE_DIRECTORY
  }

  private static final class Contents {
    byte[] seen = {};
    byte[] durable = {};
  }

  private record Failure(int after, int times, String reason) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Contents> files = new TreeMap<>();
  private final Map<Path, Contents> durableNames = new TreeMap<>();
  private final Map<Operation, Failure> failures = new HashMap<>();
  private final Map<Operation, Integer> counts = new HashMap<>();
  private Runnable beforeEach = () -> {};
  private long capacity = Long.MAX_VALUE;
  private int longestWrite = Integer.MAX_VALUE;

  /** When set, each force waits for a permit. */
  private volatile Semaphore forcePermits = new Semaphore(1 << 30);

  private final Semaphore forcesBegun = new Semaphore(0);

  /** Lets {@code after} operations pass, then fails {@code times}. */
  void fail(Operation operation, int after, int times, String reason) {
    locked(() -> failures.put(operation, new Failure(count(operation) + after, times, reason)));
  }

  /** Has something run before each operation, when nobody else can change the disk. */
  void beforeEach(Runnable action) {
    locked(() -> beforeEach = action);
  }

  void heal() {
    locked(failures::clear);
  }

  /** How often an operation was tried. */
  int count(Operation operation) {
    lock.lock();
    try {
      return counts.getOrDefault(operation, 0);
    } finally {
      lock.unlock();
    }
  }

  /** The disk is full when its files hold this many bytes. */
  void capacity(long bytes) {
    locked(() -> capacity = bytes);
  }

  void longestWrite(int bytes) {
    locked(() -> longestWrite = bytes);
  }

  /** From now on each force waits for {@link #allowForces}. */
  void holdForces() {
    forcePermits = new Semaphore(0);
    forcesBegun.drainPermits();
  }

  void allowForces(int n) {
    forcePermits.release(n);
  }

  void awaitForceBegun() {
    forcesBegun.acquireUninterruptibly();
  }

  /** What a machine finds that lost its power now. */
  MemoryDisk afterCrash() {
    lock.lock();
    try {
      var disk = new MemoryDisk();
      durableNames.forEach((path, contents) -> disk.put(path, contents.durable));
      return disk;
    } finally {
      lock.unlock();
    }
  }

  /** What a process finds that is started after another one was killed now. */
  MemoryDisk afterKill() {
    lock.lock();
    try {
      var disk = new MemoryDisk();
      files.forEach((path, contents) -> disk.put(path, contents.seen));
      return disk;
    } finally {
      lock.unlock();
    }
  }

  void put(Path file, byte[] bytes) {
    var contents = new Contents();
    contents.seen = bytes.clone();
    contents.durable = bytes.clone();
    locked(() -> {
      files.put(file, contents);
      durableNames.put(file, contents);
    });
  }

  byte[] get(Path file) {
    lock.lock();
    try {
      return files.get(file).seen.clone();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    lock.lock();
    try {
      pass(Operation.OPEN);
      Contents contents = files.get(file);
      if (contents == null && mode == Mode.READ) {
        throw new NoSuchFileException(file.toString());
      }
      if (contents == null) {
        contents = new Contents();
        files.put(file, contents);
      }
      if (mode == Mode.CREATE) {
        contents.seen = new byte[0];
      }
      return new MemoryFile(contents);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    lock.lock();
    try {
      pass(Operation.RENAME);
      Contents contents = files.remove(from);
      if (contents == null) {
        throw new NoSuchFileException(from.toString());
      }
      files.put(to, contents);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void delete(Path file) {
    locked(() -> files.remove(file));
  }

  @Override
  public boolean exists(Path file) {
    lock.lock();
    try {
      return files.keySet().stream().anyMatch(f -> f.startsWith(file));
    } finally {
      lock.unlock();
    }
  }

  /** The names in a directory, in order. */
  List<String> list(Path directory) {
    lock.lock();
    try {
      return files.keySet().stream()
          .filter(f -> directory.equals(f.getParent()))
          .map(f -> f.getFileName().toString())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void makeDirectory(Path directory) {}

  @Override
  public void forceDirectory(Path directory) throws IOException {
    lock.lock();
    try {
      pass(Operation.FORCE_DIRECTORY);
      durableNames.keySet().removeIf(f -> directory.equals(f.getParent()));
      files.forEach((path, contents) -> {
        if (directory.equals(path.getParent())) {
          durableNames.put(path, contents);
        }
      });
    } finally {
      lock.unlock();
    }
  }

  private void pass(Operation operation) throws IOException {
    beforeEach.run();
    int n = counts.merge(operation, 1, Integer::sum) - 1;
    Failure failure = failures.get(operation);
    if (failure != null && n >= failure.after() && n - failure.after() < failure.times()) {
      throw new IOException(failure.reason());
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private final class MemoryFile implements DiskFile {
    private final Contents contents;

    MemoryFile(Contents contents) {
      this.contents = contents;
    }

    @Override
    public int read(ByteBuffer into, long position) {
      lock.lock();
      try {
        int n = (int) Math.min(into.remaining(), contents.seen.length - position);
        if (n <= 0) {
          return into.hasRemaining() ? -1 : 0;
        }
        into.put(contents.seen, (int) position, n);
        return n;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      lock.lock();
      try {
        pass(Operation.WRITE);
        long used = files.values().stream().mapToLong(c -> c.seen.length).sum();
        long room = capacity - used + contents.seen.length - position;
        int n = (int) Math.min(Math.min(from.remaining(), longestWrite), room);
        if (n <= 0 && from.hasRemaining()) {
          throw new IOException("No space left on device");
        }
        int end = (int) position + n;
        if (end > contents.seen.length) {
          contents.seen = Arrays.copyOf(contents.seen, end);
        }
        from.get(contents.seen, (int) position, n);
        return n;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      lock.lock();
      try {
        pass(Operation.TRUNCATE);
        contents.seen = Arrays.copyOf(contents.seen, (int) Math.min(size, contents.seen.length));
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void force() throws IOException {
      byte[] snapshot;
      lock.lock();
      try {
        snapshot = contents.seen.clone();
      } finally {
        lock.unlock();
      }
      forcesBegun.release();
      forcePermits.acquireUninterruptibly();
      lock.lock();
      try {
        try {
          pass(Operation.FORCE);
        } catch (IOException e) {
          // dirty pages are dropped: a reader still sees a length, but not the bytes
          Arrays.fill(
              contents.seen,
              Math.min(contents.durable.length, contents.seen.length),
              contents.seen.length,
              (byte) 0);
          throw e;
        }
        contents.durable = snapshot;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public long size() {
      lock.lock();
      try {
        return contents.seen.length;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {}
  }
}

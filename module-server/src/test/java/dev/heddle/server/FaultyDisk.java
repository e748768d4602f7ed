package dev.heddle.server;

import dev.heddle.persist.Disk;
import dev.heddle.persist.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The machine's disk, whose operations fail when told to, and what of it outlives a power cut.
 *
 * <p>Contents outlive it after {@code force}, names after {@code forceDirectory}. A failed force
 * drops what was not durable yet, as an operating system may: the next force succeeds without it.
 */
final class FaultyDisk implements Disk {
  /** What can be made to fail. */
  enum Operation {
    OPEN,
    WRITE,
    FORCE,
    TRUNCATE,
    RENAME,
    DELETE,
    FORCE_DIRECTORY
  }

  private record Fault(Set<Operation> operations, Predicate<Path> files, Throwable cause) {}

  private static final class Contents {
    byte[] durable = {};
  }

  /** Why all fails with a disk that vanished, whatever is tried first. */
  private static final String STALE = "Stale file handle";

  private final Disk real = Disk.real();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Contents> names = new TreeMap<>();
  private final Map<Path, Contents> durableNames = new TreeMap<>();
  private Fault fault = none();
  private int shortWrites;
  private int generation;
  private boolean vanished;

  /** From now on these operations fail. */
  void fail(String reason, Operation first, Operation... more) {
    fail(reason, file -> true, EnumSet.of(first, more));
  }

  /** From now on these operations fail on some files. */
  void fail(String reason, Predicate<Path> files, Set<Operation> operations) {
    locked(() -> fault = new Fault(operations, files, new IOException(reason)));
  }

  /** From now on writing to some files is more than the heap can bear. */
  void exhaustHeap(Predicate<Path> files) {
    var cause = new OutOfMemoryError("Java heap space");
    locked(() -> fault = new Fault(EnumSet.of(Operation.WRITE), files, cause));
  }

  private static Fault none() {
    return new Fault(Set.of(), file -> false, new IOException());
  }

  /** Has the next write take half of what it is given. */
  void writeShortOnce() {
    locked(() -> shortWrites = 1);
  }

  /** Nothing can be found any more, and what is open is open in vain, also afterwards. */
  void vanish() {
    locked(() -> {
      vanished = true;
      generation++;
    });
  }

  /** All is well from now on. */
  void heal() {
    locked(() -> {
      fault = none();
      vanished = false;
    });
  }

  /** Puts into a directory what a machine would find that lost its power now. */
  void powerCut(Path from, Path to) throws IOException {
    lock.lock();
    try {
      for (var file : durableNames.entrySet()) {
        Path target = to.resolve(from.relativize(file.getKey()));
        Files.createDirectories(target.getParent());
        Files.write(target, file.getValue().durable);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Puts into a directory what a process would find that starts after this one was killed now. */
  void kill(Path from, Path to) throws IOException {
    lock.lock();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file)) {
          Path target = to.resolve(from.relativize(file));
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    } finally {
      lock.unlock();
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

  private void pass(Operation operation, Path file) throws IOException {
    if (vanished) {
      throw new IOException(STALE);
    }
    if (fault.operations().contains(operation) && fault.files().test(file)) {
      switch (fault.cause()) {
        case Error error -> throw error;
        case Throwable failure -> throw new IOException(failure.getMessage());
      }
    }
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    lock.lock();
    try {
      pass(Operation.OPEN, file);
      DiskFile opened = real.open(file, mode);
      return new FaultyFile(
          file, opened, names.computeIfAbsent(file, name -> new Contents()), generation);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    lock.lock();
    try {
      pass(Operation.RENAME, to);
      real.rename(from, to);
      names.put(to, names.remove(from));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    lock.lock();
    try {
      pass(Operation.DELETE, file);
      real.delete(file);
      names.remove(file);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean exists(Path file) {
    lock.lock();
    try {
      return !vanished && real.exists(file);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    lock.lock();
    try {
      pass(Operation.OPEN, directory);
      real.makeDirectory(directory);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    lock.lock();
    try {
      pass(Operation.FORCE_DIRECTORY, directory);
      real.forceDirectory(directory);
      durableNames.keySet().removeIf(file -> directory.equals(file.getParent()));
      names.forEach((file, contents) -> {
        if (directory.equals(file.getParent())) {
          durableNames.put(file, contents);
        }
      });
    } finally {
      lock.unlock();
    }
  }

  private final class FaultyFile implements DiskFile {
    private final Path path;
    private final DiskFile file;
    private final Contents contents;
    private final int opened;

    FaultyFile(Path path, DiskFile file, Contents contents, int opened) {
      this.path = path;
      this.file = file;
      this.contents = contents;
      this.opened = opened;
    }

    private void pass(Operation operation) throws IOException {
      if (opened != generation) {
        throw new IOException(STALE);
      }
      FaultyDisk.this.pass(operation, path);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      lock.lock();
      int end = from.limit();
      try {
        if (shortWrites > 0 && from.remaining() > 1) {
          shortWrites--;
          from.limit(from.position() + from.remaining() / 2);
        } else {
          pass(Operation.WRITE);
        }
        return file.write(from, position);
      } finally {
        from.limit(end);
        lock.unlock();
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      lock.lock();
      try {
        pass(Operation.TRUNCATE);
        file.truncate(size);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void force() throws IOException {
      lock.lock();
      try {
        pass(Operation.FORCE);
        contents.durable = bytes();
      } catch (IOException e) {
        dropUnforced();
        throw e;
      } finally {
        lock.unlock();
      }
    }

    private byte[] bytes() throws IOException {
      var all = ByteBuffer.allocate(Math.toIntExact(file.size()));
      while (all.hasRemaining() && file.read(all, all.position()) > 0) {
        // goes on
      }
      return all.array();
    }

    /** A reader still sees the length, but not the bytes. */
    private void dropUnforced() throws IOException {
      long from = Math.min(file.size(), contents.durable.length);
      file.writeFully(ByteBuffer.allocate(Math.toIntExact(file.size() - from)), from);
    }

    @Override
    public long size() throws IOException {
      lock.lock();
      try {
        pass(Operation.OPEN);
        return file.size();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

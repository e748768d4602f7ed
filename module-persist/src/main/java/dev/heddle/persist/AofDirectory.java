package dev.heddle.persist;

import dev.heddle.persist.Manifest.Entry;
import dev.heddle.persist.Manifest.Kind;
import dev.heddle.store.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of an append-only file in Redis 7's form: a manifest, at most one base and the
 * increments that follow it.
 *
 * <p>The manifest is what counts. A file is created before the manifest names it and deleted after
 * the manifest calls it history; the manifest itself is written beside itself, synced and renamed.
 * The loading thread changes it, then the journal's writer.
 */
public final class AofDirectory {
  private final Environment env;
  private final Path parent;
  private final Path directory;
  private final String fileName;
  private volatile Manifest manifest = Manifest.EMPTY;

  /** Whether the manifest on the disk still names the files that are history here. */
  private volatile boolean unpublished;

  /** Whether the manifest on the disk may be another one than here. */
  private volatile boolean uncertain;

  private AofDirectory(Environment env, Path parent, String name, String fileName) {
    this.env = env;
    this.parent = parent;
    this.directory = parent.resolve(name);
    this.fileName = fileName;
  }

  /**
   * Opens the directory {@code dir/appenddirname}, making it when it is missing; a single
   * append-only file as Redis 6 wrote it, {@code dir/appendfilename}, becomes its base.
   *
   * @throws ManifestException if the manifest is damaged
   */
  public static AofDirectory open(
      Environment env, Path dir, String appendDirName, String appendFileName) throws IOException {
    var aof = new AofDirectory(env, dir, appendDirName, appendFileName);
    aof.make();
    aof.readManifest();
    Path single = dir.resolve(appendFileName);
    if (aof.isUpgrade() && env.disk().exists(single)) {
      aof.upgrade(dir, single);
    }
    return aof;
  }

  /** Whether nothing was ever recorded. */
  public boolean isEmpty() {
    return manifest.data().isEmpty();
  }

  /**
   * Hands everything recorded to the sink: entries of the base, then commands.
   *
   * @param packing how the collections are packed that are made of the base
   * @throws CorruptFileException naming file and offset; what came before was handed over
   */
  public LoadSummary load(
      Packing packing, LoadSink sink, LoadOptions options, LoadProgress progress)
      throws IOException {
    return new AofLoader(env, this, packing, sink, options).load(progress);
  }

  /**
   * Makes all that was recorded history. The disk hears of it with the next base: until then an
   * interrupted start finds what was there.
   */
  public void startAnew() {
    manifest = manifest.forgotten();
    unpublished = true;
  }

  /** Whether the disk has not heard yet of what is here. */
  boolean unpublished() {
    return unpublished;
  }

  /** The file for a base that would be next. */
  Entry nextBase(AofRewrite.Form form) {
    return manifest.nextBase(fileName, form.extension);
  }

  /** Makes a base that lies in its place the one of the increments from {@code first} on. */
  void adoptBase(Entry base, long first) throws IOException {
    publish(manifest.withBase(base, first));
    unpublished = false;
  }

  /** Whether the last change of the manifest failed in a way that leaves open which one counts. */
  boolean isUncertain() {
    return uncertain;
  }

  List<Entry> data() {
    return manifest.data();
  }

  Manifest manifest() {
    return manifest;
  }

  Path path(Entry entry) {
    return directory.resolve(entry.file());
  }

  /** Bytes in all files that hold data. */
  long totalSize() throws IOException {
    long total = 0;
    for (Entry entry : manifest.data()) {
      total += size(entry);
    }
    return total;
  }

  /** Bytes in the base. */
  long baseSize() throws IOException {
    Entry base = manifest.base();
    return base == null ? 0 : size(base);
  }

  long size(Entry entry) throws IOException {
    try (var file = env.disk().open(path(entry), Disk.Mode.READ)) {
      return file.size();
    } catch (IOException e) {
      throw new IOException(
          "Unable to obtain the AOF file " + entry.file() + " length: " + DiskError.reason(e), e);
    }
  }

  /** The last increment, as it is, or a first one. */
  AofFile openLast() throws IOException {
    if (manifest.increments().isEmpty()) {
      AofFile draft = draftIncrement();
      adopt(draft);
      env.log().notice("Creating AOF incr file " + draft.entry().file() + " on server start");
      return draft;
    }
    Entry last = manifest.increments().getLast();
    DiskFile file = open(last, Disk.Mode.WRITE);
    env.log().notice("Opening AOF incr file " + last.file() + " on server start");
    return new AofFile(last, file, file.size());
  }

  /** Whether a file can be found under its name. */
  boolean isThere(Entry entry) {
    return env.disk().exists(path(entry));
  }

  /** A new increment that does not count yet; the directory is made when it is missing. */
  AofFile draftIncrement() throws IOException {
    make();
    Entry entry = manifest.nextIncrement(fileName);
    return new AofFile(entry, open(entry, Disk.Mode.CREATE), 0);
  }

  DiskFile open(Entry entry, Disk.Mode mode) throws IOException {
    try {
      return env.disk().open(path(entry), mode);
    } catch (IOException e) {
      throw new IOException(
          "Can't open the append-only file " + path(entry) + ": " + DiskError.reason(e), e);
    }
  }

  /** Makes an increment the last one; its contents are durable. */
  void adopt(AofFile draft) throws IOException {
    replaceManifest(manifest.withIncrement(draft.entry()));
  }

  /**
   * Removes the files that the manifest keeps as history only, unless it is not on the disk yet;
   * returns whether none is left. That this fails does no harm: it is tried again.
   */
  boolean tidy() {
    if (unpublished) {
      return false;
    }
    try {
      deleteHistory();
      return true;
    } catch (IOException e) {
      env.log().warning("Error removing history files of the AOF: " + e.getMessage());
      return false;
    }
  }

  private void deleteHistory() throws IOException {
    if (manifest.history().isEmpty()) {
      return;
    }
    for (Entry entry : manifest.history()) {
      env.log().notice("Removing the history file " + entry.file());
      env.disk().delete(path(entry));
    }
    replaceManifest(manifest.withoutHistory());
  }

  private void make() throws IOException {
    try {
      if (!env.disk().exists(directory)) {
        env.disk().makeDirectory(directory);
        env.disk().forceDirectory(parent);
      }
    } catch (IOException e) {
      throw new IOException(
          "Can't open or create append-only dir " + directory + ": " + DiskError.reason(e), e);
    }
  }

  private String manifestName() {
    return fileName + ".manifest";
  }

  private void readManifest() throws IOException {
    Path path = directory.resolve(manifestName());
    if (!env.disk().exists(path)) {
      return;
    }
    try (var in = new FileInput(env.disk().open(path, Disk.Mode.READ), manifestName())) {
      manifest = Manifest.parse(manifestName(), in.bytes(in.size()));
    } catch (CorruptFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "Fatal error: can't open the AOF manifest "
              + path
              + " for reading: "
              + DiskError.reason(e),
          e);
    }
  }

  private void replaceManifest(Manifest next) throws IOException {
    if (unpublished) {
      manifest = next;
    } else {
      publish(next);
    }
  }

  private void publish(Manifest next) throws IOException {
    Path path = directory.resolve(manifestName());
    Path temporary = directory.resolve("temp-" + manifestName());
    try {
      try (var file = env.disk().open(temporary, Disk.Mode.CREATE)) {
        file.writeFully(ByteBuffer.wrap(next.format()), 0);
        file.force();
      }
      env.disk().rename(temporary, path);
      uncertain = true;
      env.disk().forceDirectory(directory);
      uncertain = false;
    } catch (IOException e) {
      throw new IOException("Can't write the AOF manifest " + path + ": " + DiskError.reason(e), e);
    }
    manifest = next;
  }

  /** Nothing recorded yet, or an upgrade that was interrupted before the file was moved. */
  private boolean isUpgrade() {
    Entry base = manifest.base();
    return manifest.increments().isEmpty()
        && (base == null
            || (base.file().equals(fileName) && !env.disk().exists(directory.resolve(fileName))));
  }

  private void upgrade(Path dir, Path single) throws IOException {
    replaceManifest(new Manifest(new Entry(fileName, 1, Kind.BASE), manifest.history(), List.of()));
    env.disk().rename(single, directory.resolve(fileName));
    env.disk().forceDirectory(directory);
    env.disk().forceDirectory(dir);
    env.log()
        .notice(
            "Successfully migrated an old-style AOF file ("
                + fileName
                + ") into the AOF directory ("
                + directory.getFileName()
                + ").");
  }
}

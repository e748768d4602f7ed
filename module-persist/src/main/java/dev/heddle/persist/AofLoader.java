package dev.heddle.persist;

import dev.heddle.persist.Manifest.Entry;
import dev.heddle.persist.Manifest.Kind;
import dev.heddle.store.Packing;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Loads the files of an {@link AofDirectory} in order, and cuts the last one's unfinished end. */
final class AofLoader {
  private final Environment env;
  private final AofDirectory directory;
  private final Packing packing;
  private final LoadSink sink;
  private final LoadOptions options;
  private int files;
  private long keys;
  private long commands;
  private long dropped;

  AofLoader(
      Environment env,
      AofDirectory directory,
      Packing packing,
      LoadSink sink,
      LoadOptions options) {
    this.env = env;
    this.directory = directory;
    this.packing = packing;
    this.sink = sink;
    this.options = options;
  }

  LoadSummary load(LoadProgress progress) throws IOException {
    List<Entry> data = directory.data();
    long total = directory.totalSize();
    var meter = new ProgressMeter(progress, total);
    long start = env.nanoTime().getAsLong();
    for (int i = 0; i < data.size(); i++) {
      load(data.get(i), i == data.size() - 1, meter);
    }
    if (!data.isEmpty()) {
      env.log().notice("DB loaded from append only file: " + secondsSince(start));
    }
    return new LoadSummary(files, keys, commands, total - dropped, dropped);
  }

  private void load(Entry entry, boolean last, ProgressMeter meter) throws IOException {
    long start = env.nanoTime().getAsLong();
    sink.file(entry.file());
    try (var in = new FileInput(open(entry), entry.file())) {
      if (in.size() == 0) {
        return;
      }
      files++;
      loadPreamble(in, entry, meter);
      var result = new AofReader(in, sink, meter).read();
      commands += result.commands();
      if (result.goodOffset() < in.size()) {
        unfinished(entry, result, in.size(), last);
      }
      meter.fileDone(in.size());
    }
    env.log()
        .notice(
            "DB loaded from %s file %s: %s"
                .formatted(
                    entry.kind() == Kind.BASE ? "base" : "incr",
                    entry.file(),
                    secondsSince(start)));
  }

  private DiskFile open(Entry entry) throws IOException {
    try {
      return env.disk().open(directory.path(entry), Disk.Mode.READ);
    } catch (IOException e) {
      throw new IOException(
          "Fatal error: can't open the append log file "
              + entry.file()
              + " for reading: "
              + DiskError.reason(e),
          e);
    }
  }

  private void loadPreamble(FileInput in, Entry entry, ProgressMeter meter) throws IOException {
    if (in.startsWith(RdbFormat.MAGIC)) {
      env.log()
          .notice(
              entry.file().endsWith(".rdb")
                  ? "Reading RDB base file on AOF loading..."
                  : "Reading RDB preamble from AOF file...");
      var base = new RdbReader(in, packing, sink, env.log(), meter);
      keys += base.read(options.checksum()).keys();
    }
  }

  private void unfinished(Entry entry, AofReader.Result result, long size, boolean last)
      throws IOException {
    String name = entry.file();
    if (result.withinTransaction()) {
      env.log().warning("Revert incomplete MULTI/EXEC transaction in AOF file " + name);
    }
    if (!options.truncated()) {
      throw new AofFormatException(
          ("Unexpected end of file reading the append only file %s at offset %d. You can: 1) Make a"
                  + " backup of your AOF file, then use ./redis-check-aof --fix"
                  + " <filename.manifest>. 2) Alternatively you can set the 'aof-load-truncated'"
                  + " configuration option to yes and restart the server.")
              .formatted(name, result.goodOffset()),
          name,
          result.goodOffset());
    }
    if (!last) {
      throw new AofFormatException(
          "Fatal error: the truncated file is not the last file: %s ends unfinished at offset %d"
              .formatted(name, result.goodOffset()),
          name,
          result.goodOffset());
    }
    cut(entry, result.goodOffset(), size);
  }

  private void cut(Entry entry, long offset, long size) throws IOException {
    String name = entry.file();
    dropped = size - offset;
    env.log().warning("!!! Warning: short read while loading the AOF file " + name + "!!!");
    env.log()
        .warning(
            "!!! Truncating the AOF %s at offset %d (dropping %d bytes) !!!"
                .formatted(name, offset, dropped));
    try (var file = env.disk().open(directory.path(entry), Disk.Mode.WRITE)) {
      file.truncate(offset);
      file.force();
    } catch (IOException e) {
      throw new IOException(
          "Error truncating the AOF file " + name + ": " + DiskError.reason(e), e);
    }
    env.log().warning("AOF " + name + " loaded anyway because aof-load-truncated is enabled");
  }

  private String secondsSince(long start) {
    return String.format(Locale.ROOT, "%.3f seconds", (env.nanoTime().getAsLong() - start) / 1e9);
  }
}

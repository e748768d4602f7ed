package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.IMMUTABLE;
import static dev.heddle.server.config.Trait.INERT;
import static dev.heddle.server.config.Trait.PROTECTED;

import dev.heddle.persist.FsyncPolicy;
import java.nio.file.Path;
import java.util.List;

/** The files that keep the data. */
public final class PersistenceSettings extends Section {
  public final ValueSetting<Path> dir;

  public final ValueSetting<List<SavePoint>> save =
      value("save", SavePoint.SYNTAX, SavePoint.DEFAULT);
  public final ValueSetting<String> dbFilename =
      checked("dbfilename", "dump.rdb", name -> checkFilename("dbfilename", name), PROTECTED);
  public final BoolSetting rdbCompression = bool("rdbcompression", true);
  public final BoolSetting rdbChecksum = bool("rdbchecksum", true, IMMUTABLE);
  public final BoolSetting stopWritesOnBgsaveError = bool("stop-writes-on-bgsave-error", true);

  public final BoolSetting appendOnly = bool("appendonly", false);
  public final ValueSetting<String> appendFilename =
      checked(
          "appendfilename",
          "appendonly.aof",
          name -> {
            checkPresent("appendfilename", name);
            checkFilename("appendfilename", name);
          },
          IMMUTABLE);
  public final ValueSetting<String> appendDirname =
      checked(
          "appenddirname",
          "appendonlydir",
          name -> {
            checkPresent("appenddirname", name);
            checkIsName("appenddirname", "dirname", name);
          },
          IMMUTABLE);
  public final ValueSetting<FsyncPolicy> appendFsync =
      oneOf(
          "appendfsync",
          FsyncPolicy.EVERYSEC,
          List.of(FsyncPolicy.EVERYSEC, FsyncPolicy.ALWAYS, FsyncPolicy.NO));
  public final BoolSetting aofLoadTruncated = bool("aof-load-truncated", true);
  public final BoolSetting noAppendfsyncOnRewrite = bool("no-appendfsync-on-rewrite", false);
  public final BoolSetting aofUseRdbPreamble = bool("aof-use-rdb-preamble", true);
  public final BoolSetting aofDisableAutoGc = bool("aof-disable-auto-gc", false);
  public final BoolSetting aofRewriteIncrementalFsync = bool("aof-rewrite-incremental-fsync", true);
  public final BoolSetting rdbSaveIncrementalFsync = bool("rdb-save-incremental-fsync", true);
  public final BoolSetting aofTimestampEnabled = bool("aof-timestamp-enabled", false);
  public final LongSetting autoAofRewritePercentage =
      number("auto-aof-rewrite-percentage", 100, 0, INT);
  public final LongSetting autoAofRewriteMinSize = memory("auto-aof-rewrite-min-size", 64 << 20, 0);

  PersistenceSettings(Path directory) {
    dir = value("dir", new Directory(), directory, PROTECTED);
    choice("sanitize-dump-payload", "no", List.of("no", "yes", "clients"), INERT); // always done
    bool("rdb-del-sync-files", false, INERT); // no file is ever written for a replica's sake
  }

  private static void checkPresent(String setting, String name) throws SettingException {
    if (name.isEmpty()) {
      throw new SettingException(setting + " can't be empty");
    }
  }

  private static void checkFilename(String setting, String name) throws SettingException {
    checkIsName(setting, "filename", name);
  }

  private static void checkIsName(String setting, String kind, String name)
      throws SettingException {
    checkPath(name);
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      throw new SettingException(setting + " can't be a path, just a " + kind);
    }
  }
}

package dev.heddle.server.config;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one server.
 *
 * <p>Values are read from any thread, as {@code config.network.port.value()}. Loading belongs to
 * the thread that starts the server. Later changes take a lock of this object, under which hooks
 * run, so nobody may ask for a change while holding a lock that a hook takes. Texts are byte
 * strings: each {@code char} of a name or value stands for one byte.
 */
public final class Config {
  public final NetworkSettings network = new NetworkSettings();
  public final ClientSettings clients = new ClientSettings();
  public final SecuritySettings security = new SecuritySettings();
  public final ProcessSettings process = new ProcessSettings();
  public final PersistenceSettings persistence;
  public final MemorySettings memory = new MemorySettings();
  public final EncodingSettings encoding = new EncodingSettings();
  public final MonitoringSettings monitoring = new MonitoringSettings();

  private final List<Section> sections;
  private final Map<String, Setting<?>> byName = new TreeMap<>();
  private final List<Rename> renames = new ArrayList<>();
  private final ReentrantLock changing = new ReentrantLock();
  private @Nullable Path file;

  /** One pair of what {@code CONFIG GET} answers. */
  public record Entry(String name, String value) {}

  /** A {@code rename-command} directive; an empty new name disables the command. */
  public record Rename(String command, String newName, Directive directive) {}

  /** The defaults, with the process's working directory as {@code dir}. */
  public Config() {
    this(Path.of(""));
  }

  /** The defaults, with relative paths starting at {@code directory}. */
  public Config(Path directory) {
    persistence = new PersistenceSettings(directory.toAbsolutePath().normalize());
    sections =
        List.of(
            network,
            clients,
            security,
            process,
            persistence,
            memory,
            encoding,
            monitoring,
            new ReplicationSettings(),
            new ClusterSettings());
    sections.stream().flatMap(section -> section.settings().stream()).forEach(this::enter);
  }

  private void enter(Setting<?> setting) {
    byName.put(setting.name(), setting);
    String oldName = setting.oldName();
    if (oldName != null) {
      byName.put(oldName, setting);
    }
  }

  /** Whether {@link #load(List, InputStream)} reads from standard input. */
  public static boolean readsStdin(List<String> commandLine) {
    return CommandLine.readsStdin(commandLine);
  }

  /**
   * Reads {@code [file | -] [--option value ...] [-]}, as {@code heddle-server} is started.
   *
   * @throws ConfigFileException when a directive is wrong or a file cannot be read
   */
  public void load(List<String> commandLine, InputStream stdin) {
    new ConfigLoader(this).commandLine(commandLine, stdin);
  }

  /** Reads a configuration file, which {@link #rewrite} will write to. */
  public void load(Path configurationFile) {
    new ConfigLoader(this).file(configurationFile);
  }

  /** Gives a setting its value, as a line of a configuration file does. */
  public Config with(String name, String... values) {
    new ConfigLoader(this).option(name, Stream.of(values).map(Texts::fromRuntime).toList());
    return this;
  }

  /** All settings, each once, by topic. */
  public Stream<Setting<?>> settings() {
    return sections.stream().flatMap(section -> section.settings().stream());
  }

  /** The setting of that name, old or new. */
  public @Nullable Setting<?> find(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }

  /** Names, old ones too, and values of the settings whose name is wanted, sorted by name. */
  public List<Entry> get(Predicate<String> wanted) {
    return byName.entrySet().stream()
        .filter(e -> wanted.test(e.getKey()))
        .map(e -> new Entry(e.getKey(), e.getValue().format()))
        .toList();
  }

  /**
   * Changes several settings, or none of them.
   *
   * @param namesAndValues each name followed by its value
   * @param local whether it is a client on this machine who asks
   * @throws ConfigException when a name or value is wrong, or a hook refuses
   */
  public void set(List<String> namesAndValues, boolean local) {
    var changes = new ArrayList<ConfigChange>();
    var seen = new HashSet<String>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      String name = namesAndValues.get(i).toLowerCase(Locale.ROOT);
      Setting<?> setting = byName.get(name);
      if (setting == null) {
        throw new ConfigException(
            "ERR Unknown option or number of arguments for CONFIG SET - '"
                + Texts.upToZero(namesAndValues.get(i))
                + "'");
      }
      changes.add(new ConfigChange(name, setting, namesAndValues.get(i + 1)));
      changes.get(changes.size() - 1).requireAllowed(security.enableProtectedConfigs, local);
      if (!seen.add(name)) {
        throw ConfigChange.failed(namesAndValues.get(i), "duplicate parameter");
      }
    }
    changing.lock();
    try {
      ConfigChange.makeAll(changes);
    } finally {
      changing.unlock();
    }
  }

  /**
   * Writes the values into the configuration file, keeping what else it says.
   *
   * @throws ConfigException when there is no file, or it cannot be written
   */
  public void rewrite() {
    rewrite(/* withDefaults= */ false);
  }

  /** As {@link #rewrite()}; {@code withDefaults}: settings with their defaults are written too. */
  public void rewrite(boolean withDefaults) {
    if (file == null) {
      throw new ConfigException("ERR The server is running without a config file");
    }
    changing.lock();
    try {
      new ConfigRewrite(this, file, withDefaults).run();
    } finally {
      changing.unlock();
    }
  }

  /** The configuration file that was read. */
  public @Nullable Path file() {
    return file;
  }

  void file(Path read) {
    file = read;
  }

  public List<Rename> renames() {
    return renames;
  }

  void rename(Rename rename) {
    renames.add(rename);
  }

  /** Settings that were given a value, to no effect. */
  public List<Setting<?>> ineffective() {
    return settings().filter(s -> s.has(Trait.INERT) && !s.isDefault()).toList();
  }

  /** The path a text names, which starts at {@code dir} when it is relative. */
  public Path path(String text) {
    return Texts.toPath(persistence.dir.value(), text);
  }
}

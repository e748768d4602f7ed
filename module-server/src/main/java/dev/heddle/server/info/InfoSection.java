package dev.heddle.server.info;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The sections of INFO, in the order in which they are shown. */
enum InfoSection {
  SERVER("Server", ServerInfo::write),
  CLIENTS("Clients", ClientsInfo::write),
  MEMORY("Memory", MemoryInfo::write),
  PERSISTENCE("Persistence", PersistenceInfo::write),
  STATS("Stats", StatsInfo::write),
  REPLICATION("Replication", ReplicationInfo::write),
  CPU("CPU", CpuInfo::write),
  MODULES("Modules", (moment, text) -> {}), // no modules in Redis's sense: no lines
  COMMANDSTATS("Commandstats", CommandStatsInfo::writeCommands),
  ERRORSTATS("Errorstats", CommandStatsInfo::writeErrors),
  LATENCYSTATS("Latencystats", CommandStatsInfo::writeLatencies),
  CLUSTER("Cluster", (moment, text) -> text.field("cluster_enabled", false)),
  KEYSPACE("Keyspace", KeyspaceInfo::write);

  private static final Set<InfoSection> ON_REQUEST = EnumSet.of(COMMANDSTATS, LATENCYSTATS);

  /** Writes the fields of one section. */
  private interface Writer {
    void write(Moment moment, InfoText text);
  }

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // a method reference
  private final Writer writer;

  InfoSection(String title, Writer writer) {
    this.title = title;
    this.writer = writer;
  }

  String title() {
    return title;
  }

  void write(Moment moment, InfoText text) {
    writer.write(moment, text);
  }

  /** The sections that a word stands for, in lower case; none for a word that nobody knows. */
  static Set<InfoSection> named(String word) {
    return switch (word) {
      case "all", "everything" -> EnumSet.allOf(InfoSection.class);
      case "default" -> EnumSet.complementOf(EnumSet.copyOf(ON_REQUEST));
      default -> {
        var one = EnumSet.allOf(InfoSection.class);
        one.removeIf(section -> !section.title.toLowerCase(Locale.ROOT).equals(word));
        yield one;
      }
    };
  }
}

package dev.heddle.server.info;

import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Group;
import dev.heddle.server.family.ServerControl;
import dev.heddle.server.process.Version;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/** INFO: the server's state and counters, in sections. */
public final class InfoCommand {
  private final ServerControl server;
  private final Identity identity;

  private InfoCommand(ServerControl server, Identity identity) {
    this.server = server;
    this.identity = identity;
  }

  /** Declares MEMORY's reports too, which have the same figures. */
  public static void declare(
      CommandTable t, ServerControl server, RandomGenerator random, Version version) {
    var identity = Identity.create(random, version);
    MemoryReports.declare(t, server, identity);
    t.group(Group.SERVER);
    t.add("INFO [section...]", new InfoCommand(server, identity)::info, LOADING, STALE)
        .acl("dangerous")
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .doc("1.0.0", "O(1)", "Returns figures about the server, in sections.");
  }

  /** What the operating system knows of the process is read from files, so outside the lock. */
  private void info(Call call, ReplyWriter out) {
    Set<InfoSection> sections = sections(call);
    long now = call.now();
    call.outside(reply -> {
      var process =
          sections.contains(InfoSection.MEMORY) || sections.contains(InfoSection.CPU)
              ? ProcessFigures.read()
              : ProcessFigures.UNKNOWN;
      var moment = new Moment(server, identity, now, process, server.storage().appendOnlyFile());
      String text = server.engine().compute(() -> text(sections, moment));
      reply.verbatim("txt", text.getBytes(StandardCharsets.ISO_8859_1));
    });
  }

  private static Set<InfoSection> sections(Call call) {
    if (call.count() == 1) {
      return InfoSection.named("default");
    }
    var sections = EnumSet.noneOf(InfoSection.class);
    for (int i = 1; i < call.count(); i++) {
      sections.addAll(InfoSection.named(call.text(i).toLowerCase(Locale.ROOT)));
    }
    return sections;
  }

  private static String text(Set<InfoSection> sections, Moment moment) {
    var text = new InfoText();
    for (InfoSection section : sections) {
      text.section(section.title());
      section.write(moment, text);
    }
    return text.toString();
  }
}

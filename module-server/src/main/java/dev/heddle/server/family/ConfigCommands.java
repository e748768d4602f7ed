package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ADMIN;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.ConfigException;
import dev.heddle.server.config.Setting;
import dev.heddle.server.engine.Engine;
import dev.heddle.store.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/**
 * CONFIG and its subcommands.
 *
 * <p>A change may open sockets and files, so it is made outside the server's lock; the
 * configuration's own lock makes changes one after the other.
 */
public final class ConfigCommands {
  private static final String GLOB_CHARACTERS = "*?[\\";

  private final Config config;
  private final Engine engine;

  private ConfigCommands(ServerControl server) {
    this.config = server.config();
    this.engine = server.engine();
  }

  public static void declare(CommandTable t, ServerControl server) {
    var commands = new ConfigCommands(server);
    t.group(Group.SERVER);
    t.container("CONFIG")
        .doc("2.0.0", "Depends on the subcommand", "Shows and changes the configuration.");
    t.add("CONFIG GET parameter...", commands::get, ADMIN, NOSCRIPT, LOADING, STALE)
        .doc("2.0.0", "O(N), N parameters", "Returns parameters whose names match the patterns.");
    t.add("CONFIG SET {data=parameter value}...", commands::set, ADMIN, NOSCRIPT, LOADING, STALE)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.0.0", "O(N), N parameters", "Changes parameters: all of them, or none.");
    t.add("CONFIG RESETSTAT", commands::resetstat, ADMIN, NOSCRIPT, LOADING, STALE)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.0.0", "O(N), N commands", "Sets the counters that INFO shows to zero.");
    t.add("CONFIG REWRITE", commands::rewrite, ADMIN, NOSCRIPT, LOADING, STALE)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.8.0", "O(N), N parameters", "Writes the configuration into its file.");
  }

  private void get(Call call, ReplyWriter out) {
    var found = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 2; i < call.count(); i++) {
      collect(call.text(i), found);
    }
    out.map(found.size());
    found.forEach((name, value) -> {
      out.bulk(bytes(name));
      out.bulk(bytes(value));
    });
  }

  /** A plain name is answered in the letters in which it was asked for. */
  private void collect(String pattern, Map<String, String> found) {
    if (pattern.chars().noneMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0)) {
      Setting<?> setting = config.find(pattern);
      if (setting != null) {
        found.putIfAbsent(pattern, setting.format());
      }
      return;
    }
    Glob glob = Glob.of(bytes(pattern), /* ignoreCase= */ true);
    config
        .get(name -> glob.matches(bytes(name)))
        .forEach(entry -> found.putIfAbsent(entry.name(), entry.value()));
  }

  private void set(Call call, ReplyWriter out) {
    if (call.count() % 2 != 0) {
      throw Err.SYNTAX;
    }
    var namesAndValues = new ArrayList<String>();
    for (int i = 2; i < call.count(); i++) {
      namesAndValues.add(call.text(i));
    }
    Client.Link link = call.client().link();
    boolean local = link != null && link.isLocal();
    change(call, () -> config.set(namesAndValues, local));
  }

  private void rewrite(Call call, ReplyWriter out) {
    change(call, config::rewrite);
  }

  private static void change(Call call, Runnable change) {
    call.outside(reply -> {
      try {
        change.run();
      } catch (ConfigException e) {
        throw Err.line(String.valueOf(e.getMessage()));
      }
      reply.ok();
    });
  }

  private void resetstat(Call call, ReplyWriter out) {
    engine.stats().reset();
    engine.lookups().reset();
    for (Command command : engine.table().deep()) {
      command.stats().reset();
    }
    out.ok();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

package dev.heddle.server;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Flag;
import dev.heddle.server.command.KeySpec;
import dev.heddle.server.command.KeySpec.Use;
import dev.heddle.server.family.CommandHarness;
import dev.heddle.server.family.StringCommands;
import dev.heddle.server.info.InfoCommand;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Closes the loop between handlers, rows, families and the table of a server. */
final class EveryCommandTest {
  private static final Set<Use> CHANGING = EnumSet.of(Use.RW, Use.OW, Use.RM);

  /**
   * A read that keeps its estimate in the key, and a write that changes groups only: as in Redis.
   */
  private static final Set<String> FLAGS_UNLIKE_KEYS = Set.of("pfcount", "xreadgroup");

  private static final String HANDLER =
      "(Ldev/heddle/server/command/Call;Ldev/heddle/resp/ReplyWriter;)V";

  private final Collection<Command> commands = new CommandHarness().engine().table().deep();

  @Test
  void everyFamilyIsRegistered() throws Exception {
    Set<String> registered =
        commands.stream()
            .map(Command::handler)
            .filter(handler -> handler != null)
            .map(handler -> handler.getClass().getName().replaceAll("\\$\\$Lambda.*", ""))
            .collect(toSet());
    for (Class<?> type : familyClasses()) {
      if (Stream.of(type.getDeclaredMethods()).anyMatch(EveryCommandTest::declaresRows)) {
        assertTrue(registered.contains(type.getName()), type + " is not in Families");
      }
    }
  }

  private static boolean declaresRows(Method method) {
    return method.getName().equals("declare")
        && Arrays.asList(method.getParameterTypes()).contains(CommandTable.class);
  }

  @Test
  void everyHandlerHasARow() throws Exception {
    var referredTo = new HashSet<String>();
    for (Class<?> type : familyClasses()) {
      for (String method : ConstantPool.methodsReferredToBy(type)) {
        referredTo.add(type.getName() + "." + method);
      }
    }
    for (Class<?> type : familyClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        if (isHandler(method)) {
          String name = "." + method.getName() + HANDLER;
          assertTrue(
              referredTo.stream().anyMatch(reference -> reference.endsWith(name)),
              "no row refers to " + method);
        }
      }
    }
  }

  private static boolean isHandler(Method method) {
    return !method.isSynthetic()
        && method.getReturnType() == void.class
        && Arrays.equals(
            method.getParameterTypes(), new Class<?>[] {Call.class, ReplyWriter.class});
  }

  @Test
  void everyRowHasAHandlerOrSubcommands() {
    for (Command command : commands) {
      assertTrue(
          command.handler() != null || command.isContainer(), command.fullName() + " does nothing");
    }
  }

  @Test
  void everyRowIsDocumented() {
    for (Command command : commands) {
      assertTrue(command.since().matches("\\d+\\.\\d+\\.\\d+"), command.fullName());
      assertFalse(command.complexity().isBlank(), command.fullName());
      assertTrue(command.summary().endsWith("."), command.fullName());
    }
  }

  @Test
  void flagsFitKeys() {
    for (Command command : commands) {
      boolean writes = command.has(Flag.WRITE);
      boolean changesAKey =
          command.keySpecs().stream().anyMatch(s -> s.use().stream().anyMatch(CHANGING::contains));
      if (!command.keySpecs().isEmpty()) {
        boolean unlike = FLAGS_UNLIKE_KEYS.contains(command.fullName());
        assertEquals(writes, changesAKey ^ unlike, command.fullName());
      }
      assertFalse(writes && command.has(Flag.READONLY), command.fullName());
      command.keySpecs().forEach(spec -> assertOneKindOfAccess(command, spec));
    }
  }

  private static void assertOneKindOfAccess(Command command, KeySpec spec) {
    var kinds = EnumSet.of(Use.RO, Use.RW, Use.OW, Use.RM);
    kinds.retainAll(spec.use());
    int expected = spec.use().contains(Use.NOT_KEY) ? 0 : 1; // a channel, say
    assertEquals(expected, kinds.size(), command.fullName());
  }

  @Test
  void everyRowIsAsInRedis() {
    Map<String, RedisCommand> redis =
        RedisCommand.all().stream()
            .collect(java.util.stream.Collectors.toMap(RedisCommand::name, Function.identity()));
    for (Command command : commands) {
      RedisCommand expected = redis.get(command.fullName());
      assertTrue(expected != null, "not a command of Redis: " + command.fullName());
      int[] keys = command.keyRange();
      var actual =
          new RedisCommand(
              command.fullName(),
              command.arity(),
              command.flagLabels(),
              command.aclCategories(),
              List.of(keys[0], keys[1], keys[2]),
              command.group().label(),
              command.since());
      assertEquals(expected, actual);
    }
  }

  private static List<Class<?>> familyClasses() throws IOException, URISyntaxException {
    var classes = new ArrayList<Class<?>>();
    for (Class<?> inPackage : List.of(StringCommands.class, InfoCommand.class)) {
      Path root = Path.of(inPackage.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path directory = root.resolve(inPackage.getPackageName().replace('.', '/'));
      try (Stream<Path> files = Files.list(directory)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
            .map(name -> inPackage.getPackageName() + "." + name.replace(".class", ""))
            .map(EveryCommandTest::load)
            .forEach(classes::add);
      }
    }
    return classes;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.heddle.it;

import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Map;

/** A program that uses a server and then just ends; it prints how many shutdown hooks are left. */
final class EmbeddedProgram {
  private EmbeddedProgram() {}

  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    int before = hooks();
    try (var server = Heddle.start(HeddleConfig.create());
        var wire = new Wire(server.port())) {
      wire.call("SET", "key", "value");
    }
    System.out.println("hooks left: " + (hooks() - before));
  }

  private static int hooks() throws ReflectiveOperationException {
    Field field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
    field.setAccessible(true);
    return ((Map<?, ?>) field.get(null)).size();
  }
}

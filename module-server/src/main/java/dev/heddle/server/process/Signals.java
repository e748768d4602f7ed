package dev.heddle.server.process;

import java.lang.reflect.Proxy;

/**
 * Handlers for the operating system's signals.
 *
 * <p>The runtime's only public means, a shutdown hook, cannot tell signals apart and cannot refuse
 * to end. What can is not part of the platform, so it is looked for by name, and {@link #handle}
 * says whether it was found.
 */
final class Signals {
  private Signals() {}

  /** Runs {@code action}, on a thread of its own, each time the signal arrives. */
  static boolean handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}

package dev.heddle.server.process;

import java.lang.reflect.Proxy;

/**
 * The signals as the JVM hands them on.
 *
 * <p>Its only public means, a shutdown hook, cannot tell signals apart and cannot refuse to end.
 * What can is not part of the platform, so it is looked for by name.
 */
final class JvmSignals implements Signals {
  @Override
  public boolean handle(String name, Runnable action) {
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

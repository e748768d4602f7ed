package dev.heddle.server.net;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Puts the carrier to sleep with the virtual thread that it carries, as short as the system's timer
 * allows: 50 to 100 us on Linux.
 *
 * <p>{@code LockSupport} lets a virtual thread leave its carrier instead. What parks the carrier
 * itself is in {@code sun.misc.Unsafe} only, which the JDK exports to all but means to take away;
 * where it is gone, there are no naps.
 */
final class CarrierNap {
  private static final @Nullable MethodHandle PARK = find();

  private CarrierNap() {}

  private static @Nullable MethodHandle find() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      var type = MethodType.methodType(void.class, boolean.class, long.class);
      MethodHandle park = MethodHandles.publicLookup().findVirtual(unsafe, "park", type);
      MethodHandle nap = MethodHandles.insertArguments(park, 0, instance.get(null), false, 1L);
      nap.invokeExact(); // it may be there and refuse
      return nap;
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return null;
    }
  }

  static boolean possible() {
    return PARK != null;
  }

  /** Does nothing where it is not {@linkplain #possible possible}. */
  static void take() {
    if (PARK != null) {
      try {
        PARK.invokeExact();
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

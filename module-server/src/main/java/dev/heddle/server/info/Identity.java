package dev.heddle.server.info;

import dev.heddle.server.process.Version;
import java.util.random.RandomGenerator;

/**
 * By which names one server is known.
 *
 * @param runId 40 hexadecimal digits, different at each start
 * @param replicationId 40 hexadecimal digits that name the history of the data
 */
record Identity(Version version, String runId, String replicationId) {
  private static final int ID_BYTES = 20;

  static Identity create(RandomGenerator random, Version version) {
    return new Identity(version, id(random), id(random));
  }

  private static String id(RandomGenerator random) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return java.util.HexFormat.of().formatHex(bytes);
  }

  /** 16 hexadecimal digits that differ between builds. */
  String buildId() {
    return String.format(
        "%08x%08x", version.hashCode(), System.getProperty("java.vm.version", "").hashCode());
  }
}

package dev.heddle.server.config;

/** An amount of memory as people write it: {@code 64}, {@code 1k}, {@code 2mb}, {@code 3GB}. */
public final class MemoryText {
  private MemoryText() {}

  /** The bytes that a text stands for. */
  public static long parse(String text) throws SettingException {
    return Notation.checkedMemory(text, "argument must be a memory value");
  }
}

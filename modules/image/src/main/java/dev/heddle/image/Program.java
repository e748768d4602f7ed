package dev.heddle.image;

/** A command of the image: what its launcher is called and which main class it starts. */
enum Program {
  SERVER("heddle-server", "dev.heddle.server"),
  CLI("heddle-cli", "dev.heddle.cli"),
  BENCHMARK("heddle-benchmark", "dev.heddle.bench");

  private final String command;
  private final String module;

  Program(String command, String module) {
    this.command = command;
    this.module = module;
  }

  String command() {
    return command;
  }

  String module() {
    return module;
  }

  /** What {@code java -m} takes. */
  String main() {
    return module + "/" + module + ".Main";
  }
}

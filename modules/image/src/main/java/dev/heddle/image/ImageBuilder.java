package dev.heddle.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the stand-alone image: a runtime with only the modules needed, launchers, the options that
 * this runtime knows, and caches for a fast start.
 *
 * <p>It runs on the JDK whose {@code jlink} it uses. An image made of the same inputs is left as it
 * is.
 */
final class ImageBuilder {
  /** For the people who run it: flight recordings, jcmd, and JMX. */
  private static final List<String> TOOLS = List.of("jdk.jfr", "jdk.jcmd", "jdk.management.agent");

  /** The first release whose start-up cache takes one run to make. */
  private static final int AOT_SINCE = 25;

  private final Path templates;
  private final Path image;
  private final List<Path> modules;

  ImageBuilder(Path templates, Path image, List<Path> modules) {
    this.templates = templates;
    this.image = image;
    this.modules = modules;
  }

  void build() throws IOException, InterruptedException {
    var stamp = new Stamp(image.resolveSibling(image.getFileName() + ".stamp"));
    String inputs = Stamp.digest(inputs());
    if (Files.isDirectory(image) && stamp.matches(inputs)) {
      stamp.write(inputs);
      say("image is up to date: " + image);
      return;
    }
    stamp.delete();
    Trees.delete(image);
    link();
    for (Program program : Program.values()) {
      launcher(program);
      options(program);
    }
    Files.copy(lib(templates, "heddle-server.sh"), lib(image, "heddle-server.sh"));
    if (Runtime.version().feature() >= AOT_SINCE) {
      new AotTraining(image).run();
    }
    stamp.write(inputs);
    say("image of %d MB: %s".formatted(Trees.size(image) >> 20, image));
  }

  private List<Path> inputs() {
    var inputs = new ArrayList<>(modules);
    inputs.add(templates);
    inputs.add(Path.of(System.getProperty("java.class.path")));
    return inputs;
  }

  private void link() {
    String path =
        modules.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    String roots =
        Stream.concat(Stream.of(Program.values()).map(Program::module), TOOLS.stream())
            .collect(Collectors.joining(","));
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("--module-path", path, "--add-modules", roots));
    arguments.addAll(List.of("--output", image.toString(), "--compress", "zip-6"));
    arguments.addAll(List.of("--no-header-files", "--no-man-pages"));
    // An option of the runtime itself: elsewhere the JVM warns each user but root of it, who may
    // lower the priority of a thread all the same.
    arguments.add("--add-options=-XX:ThreadPriorityPolicy=1");
    if (Runtime.version().feature() < AOT_SINCE) {
      arguments.add("--generate-cds-archive");
    }
    say("linking on Java " + Runtime.version());
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"));
    int exit = jlink.run(System.out, System.err, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("jlink failed with exit code " + exit);
    }
  }

  private void launcher(Program program) throws IOException {
    String text =
        Files.readString(templates.resolve("bin").resolve("launcher.sh"))
            .replace("@NAME@", program.command())
            .replace("@MAIN@", program.main());
    Path file = image.resolve("bin").resolve(program.command());
    Files.writeString(file, text);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void options(Program program) throws IOException, InterruptedException {
    String name = program.command() + ".jvmopts";
    var options = new JvmOptions(image.resolve("bin").resolve("java"));
    List<String> known = options.known(Files.readAllLines(lib(templates, name)));
    Files.write(lib(image, name), known);
  }

  private static Path lib(Path root, String name) {
    return root.resolve("lib").resolve(name);
  }

  static void say(String line) {
    System.out.println(line);
  }
}

package dev.heddle.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Expands {@code *}, {@code ?} and {@code [...]} in the name of a file, as a shell does. */
final class FileGlob {
  private FileGlob() {}

  /** The files, sorted; a pattern without wildcards is itself, whether it exists or not. */
  static List<Path> expand(Path directory, String pattern) {
    Path path = Path.of(pattern);
    Path root = path.getRoot();
    List<Path> found = List.of(root == null ? directory : root);
    for (Path part : path) {
      found = found.stream().flatMap(parent -> children(parent, part.toString())).toList();
    }
    return found;
  }

  private static Stream<Path> children(Path parent, String name) {
    if (name.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
      return Stream.of(parent.resolve(name));
    }
    // Braces are plain characters here, unlike in the runtime's own globs.
    String pattern = name.replace("{", "\\{").replace("}", "\\}");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(entry -> isVisible(entry, name) && matcher.matches(entry.getFileName()))
          .sorted()
          .toList()
          .stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty();
    }
  }

  private static boolean isVisible(Path entry, String pattern) {
    return pattern.startsWith(".") || !entry.getFileName().toString().startsWith(".");
  }
}

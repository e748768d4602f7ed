package dev.heddle.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Builds the image: {@code Main <templates> <output> <module path>}. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 3) {
      System.err.println("usage: Main <templates> <output> <module path>");
      System.exit(2);
    }
    List<Path> modules = Arrays.stream(args[2].split(File.pathSeparator)).map(Path::of).toList();
    new ImageBuilder(Path.of(args[0]), Path.of(args[1]), modules).build();
  }
}

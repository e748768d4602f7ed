package dev.heddle.server.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads configuration files, included ones too, and command lines into a {@link Config}. */
final class ConfigLoader {
  private static final int MAX_INCLUDE_DEPTH = 16;

  private final Config config;
  private int depth;

  ConfigLoader(Config config) {
    this.config = config;
  }

  void commandLine(List<String> arguments, InputStream stdin) {
    List<String> options = arguments;
    if (!options.isEmpty() && !options.get(0).startsWith("--")) {
      if (!options.get(0).equals("-")) {
        file(named(options.get(0)));
      }
      options = options.subList(1, options.size());
    }
    if (!options.isEmpty() && options.get(options.size() - 1).equals("-")) {
      options = options.subList(0, options.size() - 1);
    }
    if (CommandLine.readsStdin(arguments)) {
      stdin(stdin);
    }
    for (List<String> option : CommandLine.options(options)) {
      option(option.get(0), option.subList(1, option.size()));
    }
  }

  private Path named(String argument) {
    try {
      return config.path("").resolve(argument);
    } catch (InvalidPathException e) {
      throw new ConfigFileException(cannotOpen(argument, "No such file or directory"));
    }
  }

  void file(Path file) {
    config.file(file);
    include(file);
  }

  private void stdin(InputStream in) {
    try {
      lines("standard input", new String(in.readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      throw new ConfigFileException("Can't read standard input: " + e.getMessage());
    }
  }

  void option(String name, List<String> values) {
    var text = new StringBuilder(name);
    values.forEach(value -> text.append(' ').append(ConfigLine.quote(value)));
    var words = new ArrayList<String>(values.size() + 1);
    words.add(name);
    words.addAll(values);
    run(new Directive("the options", 0, text.toString(), words));
  }

  private void include(Path file) {
    try {
      lines("the configuration file '" + file + "'", Files.readString(file, ISO_8859_1));
    } catch (NoSuchFileException e) {
      throw new ConfigFileException(cannotOpen(file, "No such file or directory"));
    } catch (AccessDeniedException e) {
      throw new ConfigFileException(cannotOpen(file, "Permission denied"));
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "Is a directory" : String.valueOf(e.getMessage());
      throw new ConfigFileException(cannotOpen(file, reason));
    }
  }

  private static String cannotOpen(Object file, String reason) {
    return "Can't open config file '" + file + "': " + reason;
  }

  private void lines(String source, String content) {
    int number = 0;
    for (String line : content.split("\n", -1)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && text.charAt(0) != '#') {
        List<String> words = ConfigLine.split(text);
        var directive = new Directive(source, number, text, words == null ? List.of() : words);
        if (words == null) {
          throw directive.failure("Unbalanced quotes in configuration line");
        }
        run(directive);
      }
    }
  }

  private void run(Directive directive) {
    List<String> words = directive.words();
    List<String> values = words.subList(1, words.size());
    Setting<?> setting = config.find(words.get(0));
    if (setting == null) {
      special(directive, values);
      return;
    }
    try {
      setting.load(words.get(0), values);
    } catch (SettingException e) {
      throw directive.failure(e.reason());
    }
  }

  /** The directives that are not settings. */
  private void special(Directive directive, List<String> values) {
    String name = directive.words().get(0).toLowerCase(Locale.ROOT);
    if (name.equals("include") && values.size() == 1) {
      includeAll(directive, values.get(0));
    } else if (name.equals("rename-command") && values.size() == 2) {
      config.rename(new Config.Rename(values.get(0), values.get(1), directive));
    } else if (name.equals("loadmodule") || name.equals("user")) {
      throw directive.failure("'" + name + "' is not supported by this version");
    } else if (name.equals("sentinel")) {
      throw directive.failure("sentinel directive while not in sentinel mode");
    } else {
      throw directive.failure("Bad directive or wrong number of arguments");
    }
  }

  private void includeAll(Directive directive, String pattern) {
    if (!Texts.isPath(pattern)) {
      throw directive.failure(cannotOpen(pattern, "No such file or directory"));
    }
    if (depth == MAX_INCLUDE_DEPTH) {
      throw directive.failure("Too many levels of included files");
    }
    depth++;
    for (Path file : FileGlob.expand(config.path(""), Texts.toRuntime(pattern))) {
      include(file);
    }
    depth--;
  }
}

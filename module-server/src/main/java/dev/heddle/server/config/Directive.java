package dev.heddle.server.config;

import java.util.List;

/**
 * One line of a configuration: where it stands, its text, its words.
 *
 * @param source what the line is in: {@code the configuration file 'x'}, {@code the command line}
 * @param line its number from 1 on, or 0 where lines have none
 */
public record Directive(String source, int line, String text, List<String> words) {

  /** The failure to start because of this line. */
  public ConfigFileException failure(String reason) {
    String place = line == 0 ? source : source + ", at line " + line;
    return new ConfigFileException("Reading " + place + "\n>>> '" + text + "'\n" + reason);
  }
}

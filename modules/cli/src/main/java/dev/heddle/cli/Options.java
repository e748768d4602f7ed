package dev.heddle.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What the command line asks for, read from left to right up to the first word of a command. */
final class Options {
  /** How replies are printed. */
  enum Style {
    BY_OUTPUT,
    RAW,
    FORMATTED
  }

  /** Whether messages that answer no command are printed. */
  enum Pushes {
    BY_OUTPUT,
    SHOWN,
    HIDDEN
  }

  private static final List<String> SETTINGS =
      List.of("-h", "-p", "-s", "-n", "-r", "-i", "-a", "--pass", "--user", "--show-pushes");

  private String host = "127.0.0.1";
  private int port = 6379;
  private String socket = "";
  String user = "";
  String password = "";
  boolean warnAboutPassword = true;
  private boolean passwordGiven;
  int database;
  int protocol; // 0: what the server starts with
  long repeat = 1; // below zero: for ever
  long intervalMillis;
  Style style = Style.BY_OUTPUT;
  Pushes pushes = Pushes.BY_OUTPUT;
  boolean failOnError;
  boolean lastArgumentFromInput;
  boolean help;
  boolean version;
  final List<byte[]> command = new ArrayList<>();

  private Options() {}

  static Options parse(String[] args, Map<String, String> variables) {
    var options = new Options();
    options.password = variables.getOrDefault("REDISCLI_AUTH", "");
    var rest = new ArrayDeque<>(List.of(args));
    while (!rest.isEmpty() && rest.peek().startsWith("-")) {
      String option = rest.pop();
      options.flag(option, rest);
    }
    Charset charset = argumentCharset();
    rest.forEach(word -> options.command.add(word.getBytes(charset)));
    return options;
  }

  Address address() {
    return new Address(host, port, socket);
  }

  /** Whether the password could be seen by others, and a warning is due. */
  boolean passwordIsVisible() {
    return passwordGiven && warnAboutPassword;
  }

  private void flag(String option, Deque<String> rest) {
    switch (option) {
      case "-2" -> protocol = 2;
      case "-3" -> protocol = 3;
      case "-e" -> failOnError = true;
      case "-x" -> lastArgumentFromInput = true;
      case "--raw" -> style = Style.RAW;
      case "--no-raw" -> style = Style.FORMATTED;
      case "--no-auth-warning" -> warnAboutPassword = false;
      case "--help" -> help = true;
      case "-v", "--version" -> version = true;
      default -> setting(option, rest);
    }
  }

  private void setting(String option, Deque<String> rest) {
    if (option.equals("-h") && rest.isEmpty()) {
      help = true;
      return;
    }
    if (rest.isEmpty() || !SETTINGS.contains(option)) {
      throw new UsageError("Unrecognized option or bad number of args for: '" + option + "'");
    }
    String value = rest.pop();
    switch (option) {
      case "-h" -> host = value;
      case "-p" -> port = (int) whole(option, value, 0, 65535);
      case "-s" -> socket = value;
      case "-n" -> database = (int) whole(option, value, 0, Integer.MAX_VALUE);
      case "-r" -> repeat = whole(option, value, Long.MIN_VALUE, Long.MAX_VALUE);
      case "-i" -> intervalMillis = millis(option, value);
      case "--user" -> user = value;
      case "--show-pushes" -> pushes = pushes(value);
      default -> {
        password = value;
        passwordGiven = true;
      }
    }
  }

  private static long whole(String option, String value, long min, long max) {
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid(option, value);
    }
    throw invalid(option, value);
  }

  private static long millis(String option, String value) {
    try {
      double seconds = Double.parseDouble(value);
      if (seconds >= 0 && seconds <= Integer.MAX_VALUE) {
        return Math.round(seconds * 1000);
      }
    } catch (NumberFormatException e) {
      throw invalid(option, value);
    }
    throw invalid(option, value);
  }

  private static Pushes pushes(String value) {
    return switch (value.isEmpty() ? ' ' : Character.toLowerCase(value.charAt(0))) {
      case 'y' -> Pushes.SHOWN;
      case 'n' -> Pushes.HIDDEN;
      default ->
          throw new UsageError(
              "Unknown --show-pushes value '" + value + "' (valid: '[y]es', '[n]o')");
    };
  }

  private static UsageError invalid(String option, String value) {
    return new UsageError("Invalid value for '" + option + "': '" + value + "'");
  }

  /** The charset in which the runtime has decoded the command line. */
  private static Charset argumentCharset() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }
}

package dev.heddle.server.command;

import dev.heddle.resp.Args;
import java.nio.charset.StandardCharsets;

/** Every error text that a client can see, in Redis's words. */
@SuppressWarnings("StaticAssignmentOfThrowable") // they have no stack and cannot be changed
public final class Err {
  public static final CommandError SYNTAX = err("syntax error");
  public static final CommandError WRONG_TYPE =
      new CommandError("WRONGTYPE Operation against a key holding the wrong kind of value");
  public static final CommandError NOT_AN_INTEGER = err("value is not an integer or out of range");
  public static final CommandError NOT_AN_INT =
      err("value is out of range, value must between -2147483648 and 2147483647");
  public static final CommandError NOT_A_FLOAT = err("value is not a valid float");
  public static final CommandError OUT_OF_RANGE = err("value is out of range");
  public static final CommandError NOT_POSITIVE = err("value is out of range, must be positive");
  public static final CommandError NO_SUCH_KEY = err("no such key");
  public static final CommandError INDEX_OUT_OF_RANGE = err("index out of range");
  public static final CommandError OFFSET_OUT_OF_RANGE = err("offset is out of range");
  public static final CommandError INCREMENT_OVERFLOW =
      err("increment or decrement would overflow");
  public static final CommandError DECREMENT_OVERFLOW = err("decrement would overflow");
  public static final CommandError NAN_OR_INFINITY = err("increment would produce NaN or Infinity");
  public static final CommandError STRING_TOO_LONG =
      err("string exceeds maximum allowed size (proto-max-bulk-len)");
  public static final CommandError DB_OUT_OF_RANGE = err("DB index is out of range");
  public static final CommandError INVALID_DB_INDEX = err("invalid DB index");
  public static final CommandError INVALID_FIRST_DB = err("invalid first DB index");
  public static final CommandError INVALID_SECOND_DB = err("invalid second DB index");
  public static final CommandError SAME_OBJECT = err("source and destination objects are the same");
  public static final CommandError INVALID_CURSOR = err("invalid cursor");
  public static final CommandError NX_AND_OTHERS =
      err("NX and XX, GT or LT options at the same time are not compatible");
  public static final CommandError GT_AND_LT =
      err("GT and LT options at the same time are not compatible");
  public static final CommandError LCS_NOT_STRINGS =
      err("The specified keys must contain string values");
  public static final CommandError LCS_LEN_AND_IDX =
      err("If you want both the length and indexes, please just use IDX.");
  public static final CommandError LCS_TOO_LONG =
      err("Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
  public static final CommandError LFU_NOT_SELECTED =
      err(
          "An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when"
              + " switching between policies at runtime LRU and LFU data will take some time to adjust.");
  public static final CommandError LFU_SELECTED =
      err(
          "An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching"
              + " between policies at runtime LRU and LFU data will take some time to adjust.");

  public static final CommandError NO_AUTH = new CommandError("NOAUTH Authentication required.");
  public static final CommandError WRONG_PASSWORD =
      new CommandError("WRONGPASS invalid username-password pair or user is disabled.");
  public static final CommandError AUTH_WITHOUT_PASSWORD =
      err(
          "AUTH <password> called without any password configured for the default user. Are you sure"
              + " your configuration is correct?");
  public static final CommandError HELLO_NO_AUTH =
      new CommandError(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto>"
              + " AUTH <user> <pass> option can be used to authenticate the client and select the RESP"
              + " protocol version at the same time");
  public static final CommandError PROTOCOL_VERSION =
      err("Protocol version is not an integer or out of range");
  public static final CommandError NO_PROTO =
      new CommandError("NOPROTO unsupported protocol version");
  public static final CommandError OUT_OF_MEMORY =
      new CommandError("OOM command not allowed when used memory > 'maxmemory'.");
  public static final CommandError LOADING =
      new CommandError("LOADING Redis is loading the dataset in memory");
  public static final CommandError INTERNAL = err("internal error");
  public static final CommandError MAX_CLIENTS = err("max number of clients reached");
  public static final CommandError CLIENT_NAME =
      err("Client names cannot contain spaces, newlines or special characters.");
  public static final CommandError TIMEOUT_NOT_AN_INTEGER =
      err("timeout is not an integer or out of range");
  public static final CommandError TIMEOUT_NOT_A_FLOAT =
      err("timeout is not a float or out of range");
  public static final CommandError TIMEOUT_NEGATIVE = err("timeout is negative");
  public static final CommandError TIMEOUT_OUT_OF_RANGE = err("timeout is out of range");
  public static final CommandError INVALID_CLIENT_ID = err("Invalid client ID");
  public static final CommandError NO_SUCH_CLIENT = err("No such client");
  public static final CommandError SAVE_FAILED = new CommandError("ERR");
  public static final CommandError SHUTDOWN_FAILED = err("Errors trying to SHUTDOWN. Check logs.");
  public static final CommandError NO_SHUTDOWN = err("No shutdown in progress.");
  public static final CommandError LOAD_AOF_FAILED =
      err("Error trying to load the AOF files, check server logs.");
  public static final CommandError NO_AOF = err("The append only file is not enabled");
  public static final CommandError NOT_IN_RESP2 = err("RESP2 is not supported by this command");
  public static final CommandError GET_KEYS_INVALID =
      err("Invalid arguments specified for command");
  public static final CommandError GET_KEYS_NONE = err("The command has no key arguments");
  public static final CommandError GET_KEYS_ARITY =
      err("Invalid number of arguments specified for command");
  public static final CommandError GET_KEYS_UNKNOWN = err("Invalid command specified");
  public static final CommandError PROTECTED_MODE =
      new CommandError(
          "DENIED Redis is running in protected mode because protected mode is enabled and no password is"
              + " set for the default user. In this mode connections are only accepted from the loopback"
              + " interface. If you want to connect from external computers to Redis you may adopt one of"
              + " the following solutions: 1) Just disable protected mode sending the command 'CONFIG SET"
              + " protected-mode no' from the loopback interface by connecting to Redis from the same host"
              + " the server is running, however MAKE SURE Redis is not publicly accessible from internet"
              + " if you do so. Use CONFIG REWRITE to make this change permanent. 2) Alternatively you can"
              + " just disable the protected mode by editing the Redis configuration file, and setting the"
              + " protected mode option to 'no', and then restarting the server. 3) If you started the"
              + " server manually just for testing, restart it with the '--protected-mode no' option. 4)"
              + " Setup a an authentication password for the default user. NOTE: You only need to do one"
              + " of the above things in order for the server to start accepting connections from the"
              + " outside.");

  private static final int SHOWN_ARGUMENTS = 128;

  private Err() {}

  /** An error of the general kind, {@code ERR text}. */
  public static CommandError err(String text) {
    return new CommandError("ERR " + oneLine(text));
  }

  /** An error with a code of its own, such as {@code MISCONF}. */
  public static CommandError coded(String code, String text) {
    return new CommandError(code + " " + oneLine(text));
  }

  /** A write while the append-only file cannot be written. */
  public static CommandError appendOnlyFileFailing(String cause) {
    return coded("MISCONF", "Errors writing to the AOF file: " + cause);
  }

  /** {@code fullName} is lower case, with the subcommand behind a bar. */
  public static CommandError wrongArity(String fullName) {
    return err("wrong number of arguments for '" + fullName + "' command");
  }

  /** Names the command and the beginning of its arguments, 128 characters of each at most. */
  public static CommandError unknownCommand(Args args) {
    var shown = new StringBuilder();
    for (int i = 1; i < args.count() && shown.length() < SHOWN_ARGUMENTS; i++) {
      String word = clip(args, i, SHOWN_ARGUMENTS - shown.length());
      shown.append('\'').append(word).append("' ");
    }
    return err(
        "unknown command '"
            + clip(args, 0, SHOWN_ARGUMENTS)
            + "', with args beginning with: "
            + shown);
  }

  /** {@code container} in upper case. */
  public static CommandError unknownSubcommand(Args args, String container) {
    return err(
        "unknown subcommand '" + clip(args, 1, SHOWN_ARGUMENTS) + "'. Try " + container + " HELP.");
  }

  /** For a command that tells its subcommands apart itself; {@code command} in upper case. */
  public static CommandError unknownForm(Args args, String command) {
    return err(
        "unknown subcommand or wrong number of arguments for '"
            + clip(args, 1, SHOWN_ARGUMENTS)
            + "'. Try "
            + command
            + " HELP.");
  }

  /** {@code types} with a bar between them. */
  public static CommandError unknownProtocolType(String types) {
    return err("Wrong protocol type name. Please use one of the following: " + types);
  }

  /** A refusal whose whole line somebody else has put together. */
  public static CommandError line(String line) {
    return new CommandError(oneLine(line));
  }

  public static CommandError invalidExpire(String command) {
    return err("invalid expire time in '" + command + "' command");
  }

  public static CommandError unsupportedOption(String option) {
    return err("Unsupported option " + shown(option));
  }

  /** A command switched off by a setting such as enable-debug-command. */
  public static CommandError notAllowed(String command, String setting) {
    return err(
        command
            + " command not allowed. If the "
            + setting
            + " option is set to \"local\", you can run it from a local connection, otherwise you need to"
            + " set this option in the configuration file, and then restart the server.");
  }

  /** What is shown of an argument, up to a length. */
  private static String clip(Args args, int i, int most) {
    int n = Math.max(0, Math.min(args.length(i), most));
    return shown(new String(args.array(i), args.offset(i), n, StandardCharsets.ISO_8859_1));
  }

  /** What Redis shows of a client's word in an error: all that is before a zero byte. */
  public static String shown(String word) {
    int zero = word.indexOf(0);
    return zero < 0 ? word : word.substring(0, zero);
  }

  private static String oneLine(String text) {
    return text.indexOf('\r') < 0 && text.indexOf('\n') < 0
        ? text
        : text.replace('\r', ' ').replace('\n', ' ');
  }
}

package dev.heddle.server.command;

import dev.heddle.resp.Args;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
  public static final CommandError NUMKEYS_NOT_POSITIVE = err("numkeys should be greater than 0");
  public static final CommandError TOO_MANY_KEYS =
      err("Number of keys can't be greater than number of args");
  public static final CommandError LIMIT_NEGATIVE = err("LIMIT can't be negative");
  public static final CommandError RANK_ZERO =
      err(
          "RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative"
              + " to start from the end of the list");
  public static final CommandError RANK_OUT_OF_RANGE =
      err("value is out of range, value must between -9223372036854775807 and 9223372036854775807");
  public static final CommandError COUNT_NEGATIVE = err("COUNT can't be negative");
  public static final CommandError MAXLEN_NEGATIVE = err("MAXLEN can't be negative");
  public static final CommandError WEIGHT_NOT_A_FLOAT = err("weight value is not a float");
  public static final CommandError SORT_NOT_A_NUMBER =
      err("One or more scores can't be converted into double");
  public static final CommandError COUNT_NOT_POSITIVE = err("count should be greater than 0");
  public static final CommandError NO_SUCH_KEY = err("no such key");
  public static final CommandError INDEX_OUT_OF_RANGE = err("index out of range");
  public static final CommandError OFFSET_OUT_OF_RANGE = err("offset is out of range");
  public static final CommandError INCREMENT_OVERFLOW =
      err("increment or decrement would overflow");
  public static final CommandError DECREMENT_OVERFLOW = err("decrement would overflow");
  public static final CommandError NAN_OR_INFINITY = err("increment would produce NaN or Infinity");
  public static final CommandError INCREMENT_NAN_OR_INFINITY = err("value is NaN or Infinity");
  public static final CommandError HASH_VALUE_NOT_AN_INTEGER = err("hash value is not an integer");
  public static final CommandError HASH_VALUE_NOT_A_FLOAT = err("hash value is not a float");
  public static final CommandError RANDOM_COUNT_OUT_OF_RANGE =
      err("value is out of range, value must between -9223372036854775807 and 9223372036854775807");
  public static final CommandError STRING_TOO_LONG =
      err("string exceeds maximum allowed size (proto-max-bulk-len)");
  public static final CommandError DB_OUT_OF_RANGE = err("DB index is out of range");
  public static final CommandError INVALID_DB_INDEX = err("invalid DB index");
  public static final CommandError INVALID_FIRST_DB = err("invalid first DB index");
  public static final CommandError INVALID_SECOND_DB = err("invalid second DB index");
  public static final CommandError SAME_OBJECT = err("source and destination objects are the same");
  public static final CommandError INVALID_CURSOR = err("invalid cursor");
  public static final CommandError NX_AND_XX =
      err("XX and NX options at the same time are not compatible");
  public static final CommandError GT_LT_AND_NX =
      err("GT, LT, and/or NX options at the same time are not compatible");
  public static final CommandError INCR_SINGLE_PAIR =
      err("INCR option supports a single increment-element pair");
  public static final CommandError SCORE_NOT_A_NUMBER =
      err("resulting score is not a number (NaN)");
  public static final CommandError NO_SCORE_RANGE = err("min or max is not a float");
  public static final CommandError NO_LEX_RANGE = err("min or max not valid string range item");
  public static final CommandError LIMIT_WITHOUT_BY =
      err("syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  public static final CommandError SCORES_BY_LEX =
      err("syntax error, WITHSCORES not supported in combination with BYLEX");
  public static final CommandError NX_AND_OTHERS =
      err("NX and XX, GT or LT options at the same time are not compatible");
  public static final CommandError GT_AND_LT =
      err("GT and LT options at the same time are not compatible");
  public static final CommandError BIT_OFFSET = err("bit offset is not an integer or out of range");
  public static final CommandError NOT_A_BIT = err("bit is not an integer or out of range");
  public static final CommandError BIT_ARGUMENT = err("The bit argument must be 1 or 0.");
  public static final CommandError BITOP_NOT =
      err("BITOP NOT must be called with a single source key.");
  public static final CommandError BITFIELD_TYPE =
      err(
          "Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.");
  public static final CommandError OVERFLOW_TYPE = err("Invalid OVERFLOW type specified");
  public static final CommandError BITFIELD_READ_ONLY =
      err("BITFIELD_RO only supports the GET subcommand");
  public static final CommandError NOT_A_HLL =
      new CommandError("WRONGTYPE Key is not a valid HyperLogLog string value.");
  public static final CommandError CORRUPT_HLL =
      new CommandError("INVALIDOBJ Corrupted HLL object detected");
  public static final CommandError NO_SPECIFIED_KEY = err("The specified key does not exist");
  public static final CommandError HLL_NOT_SPARSE = err("HLL encoding is not sparse");
  public static final CommandError STREAM_ID =
      err("Invalid stream ID specified as stream command argument");
  public static final CommandError STREAM_RANGE_START = err("invalid start ID for the interval");
  public static final CommandError STREAM_RANGE_END = err("invalid end ID for the interval");
  public static final CommandError XADD_ZERO =
      err("The ID specified in XADD must be greater than 0-0");
  public static final CommandError XADD_SMALLER =
      err("The ID specified in XADD is equal or smaller than the target stream top item");
  public static final CommandError XADD_EXHAUSTED =
      err("The stream has exhausted the last possible ID, unable to add more items");
  public static final CommandError XADD_TOO_LARGE = err("Elements are too large to be stored");
  public static final CommandError XTRIM_MAXLEN_NEGATIVE = err("The MAXLEN argument must be >= 0.");
  public static final CommandError XTRIM_LIMIT_NEGATIVE = err("The LIMIT argument must be >= 0.");
  public static final CommandError XTRIM_TWO_STRATEGIES =
      err("syntax error, MAXLEN and MINID options at the same time are not compatible");
  public static final CommandError XTRIM_LIMIT_ALONE =
      err("syntax error, LIMIT cannot be used without specifying a trimming strategy");
  public static final CommandError XTRIM_LIMIT_EXACT =
      err("syntax error, LIMIT cannot be used without the special ~ option");
  public static final CommandError XTRIM_NO_STRATEGY =
      err("syntax error, XTRIM must be called with a trimming strategy");
  public static final CommandError XSETID_ADDED_NEGATIVE = err("entries_added must be positive");
  public static final CommandError XSETID_BELOW_NEW_DELETED =
      err("The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
  public static final CommandError XSETID_SMALLER =
      err("The ID specified in XSETID is smaller than the target stream top item");
  public static final CommandError XSETID_ADDED_TOO_FEW =
      err("The entries_added specified in XSETID is smaller than the target stream length");
  public static final CommandError XREAD_UNBALANCED =
      err("Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.");
  public static final CommandError XREAD_NEW_ID =
      err(
          "The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer>"
              + " option.");
  public static final CommandError XREADGROUP_WITHOUT_GROUP =
      err("Missing GROUP option for XREADGROUP");
  public static final CommandError XREADGROUP_LAST_ID =
      err(
          "The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this"
              + " consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would"
              + " just return an empty result set.");
  public static final CommandError GEO_UNIT =
      err("unsupported unit provided. please use M, KM, FT, MI");
  public static final CommandError GEO_MEMBER = err("could not decode requested zset member");
  public static final CommandError GEO_RADIUS = err("need numeric radius");
  public static final CommandError GEO_RADIUS_NEGATIVE = err("radius cannot be negative");
  public static final CommandError GEO_WIDTH = err("need numeric width");
  public static final CommandError GEO_HEIGHT = err("need numeric height");
  public static final CommandError GEO_BOX_NEGATIVE = err("height or width cannot be negative");
  public static final CommandError GEO_COUNT = err("COUNT must be > 0");
  public static final CommandError GEO_ANY_WITHOUT_COUNT =
      err("the ANY argument requires COUNT argument");
  public static final CommandError XGROUP_NO_KEY =
      err(
          "The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the"
              + " MKSTREAM option to create an empty stream automatically.");
  public static final CommandError BUSY_GROUP =
      new CommandError("BUSYGROUP Consumer Group name already exists");
  public static final CommandError ENTRIES_READ_NEGATIVE =
      err("value for ENTRIESREAD must be positive or -1");
  public static final CommandError XAUTOCLAIM_COUNT = err("COUNT must be > 0");
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
  public static final CommandError UNBLOCKED =
      new CommandError("UNBLOCKED client unblocked via CLIENT UNBLOCK");
  public static final CommandError NESTED_MULTI = err("MULTI calls can not be nested");
  public static final CommandError EXEC_WITHOUT_MULTI = err("EXEC without MULTI");
  public static final CommandError DISCARD_WITHOUT_MULTI = err("DISCARD without MULTI");
  public static final CommandError WATCH_IN_MULTI = err("WATCH inside MULTI is not allowed");
  public static final CommandError NOT_IN_MULTI = err("Command not allowed inside a transaction");
  public static final CommandError EXEC_ABORTED =
      new CommandError("EXECABORT Transaction discarded because of previous errors.");
  public static final CommandError INVALID_CLIENT_ID = err("Invalid client ID");
  public static final CommandError NO_SUCH_CLIENT = err("No such client");
  public static final CommandError BUSY_KEY =
      new CommandError("BUSYKEY Target key name already exists.");
  public static final CommandError INVALID_TTL = err("Invalid TTL value, must be >= 0");
  public static final CommandError INVALID_IDLE_TIME = err("Invalid IDLETIME value, must be >= 0");
  public static final CommandError INVALID_FREQUENCY =
      err("Invalid FREQ value, must be >= 0 and <= 255");
  public static final CommandError BAD_PAYLOAD = err("DUMP payload version or checksum are wrong");
  public static final CommandError BAD_DATA = err("Bad data format");
  public static final CommandError MIGRATE_KEYS_AND_KEY =
      err("When using MIGRATE KEYS option, the key argument must be set to the empty string");
  public static final CommandError SAVE_RUNS = err("Background save already in progress");
  public static final CommandError REWRITE_RUNS =
      err("Background append only file rewriting already in progress");
  public static final CommandError REWRITE_PREVENTS_SAVE =
      err(
          "Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in"
              + " order to schedule a BGSAVE whenever possible.");
  public static final CommandError SAVE_FAILED = new CommandError("ERR");
  public static final CommandError SHUTDOWN_FAILED = err("Errors trying to SHUTDOWN. Check logs.");
  public static final CommandError NO_SHUTDOWN = err("No shutdown in progress.");
  public static final CommandError NOT_A_LISTPACK = err("Not a listpack encoded object.");
  public static final CommandError NOT_A_QUICKLIST = err("Not a quicklist encoded object.");
  public static final CommandError PACKED_THRESHOLD =
      err("argument must be a memory value bigger than 1 and smaller than 4gb");
  public static final CommandError NO_CLIENT_EVICTION = err("maxmemory-clients is disabled.");
  public static final CommandError DEBUG_OF_CLUSTER =
      err("Debug option only available for cluster mode enabled setup!");
  public static final CommandError SLOWLOG_COUNT =
      err("count should be greater than or equal to -1");
  public static final CommandError NOT_AN_SDS = err("Not an sds encoded string.");
  public static final CommandError RELOAD_OPTIONS =
      err("DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.");
  public static final CommandError LOAD_RDB_FAILED =
      err("Error trying to load the RDB dump, check server logs.");
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
  public static final CommandError MONITORING = err("Replica can't interact with the keyspace");
  public static final CommandError MONITOR_IN_MULTI =
      err("MONITOR isn't allowed for DENY BLOCKING client");
  public static final CommandError SSUBSCRIBE_IN_MULTI =
      err("SSUBSCRIBE isn't allowed for a DENY BLOCKING client");
  public static final CommandError REDIRECT_GONE =
      err("The client ID you want redirect to does not exist");
  public static final CommandError REDIRECT_TWICE =
      err("A client can only redirect to a single other client");
  public static final CommandError PREFIX_WITHOUT_BCAST =
      err("PREFIX option requires BCAST mode to be enabled");
  public static final CommandError BCAST_SWITCHED =
      err(
          "You can't switch BCAST mode on/off before disabling tracking for this client, and then"
              + " re-enabling it with a different mode.");
  public static final CommandError BCAST_WITH_OPTIONS =
      err("OPTIN and OPTOUT are not compatible with BCAST");
  public static final CommandError OPTIN_AND_OPTOUT =
      err("You can't specify both OPTIN mode and OPTOUT mode");
  public static final CommandError OPTIN_SWITCHED =
      err(
          "You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then"
              + " re-enabling it with a different mode.");
  public static final CommandError CACHING_WITHOUT_TRACKING =
      err(
          "CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT"
              + " mode enabled");
  public static final CommandError CACHING_YES_WITHOUT_OPTIN =
      err("CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.");
  public static final CommandError CACHING_NO_WITHOUT_OPTOUT =
      err("CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.");
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

  /** A subcommand of DEBUG that can do nothing here. */
  public static CommandError debugRefused(String subcommand, String reason) {
    return err("DEBUG " + subcommand + " is not supported: " + reason);
  }

  /** A kind of event that never took long. */
  public static CommandError noLatencies(String event) {
    return err("No samples available for event '" + shown(event) + "'");
  }

  /** What the target of MIGRATE has answered. */
  public static CommandError migrationRefused(String line) {
    return err("Target instance replied with error: " + line);
  }

  /** A target of MIGRATE that cannot be reached, hangs up, or takes too long. */
  public static CommandError migrationBroken(String doing) {
    return coded("IOERR", "error or timeout " + doing);
  }

  /** A write while the append-only file cannot be written. */
  public static CommandError appendOnlyFileFailing(String cause) {
    return coded("MISCONF", "Errors writing to the AOF file: " + cause);
  }

  /** A write while snapshots fail. */
  public static final CommandError SNAPSHOTS_FAILING =
      coded(
          "MISCONF",
          "Redis is configured to save RDB snapshots, but it's currently unable to persist to disk."
              + " Commands that may modify the data set are disabled, because this instance is"
              + " configured to report errors during writes if RDB snapshotting fails"
              + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details"
              + " about the RDB error.");

  /** An EXEC that is refused itself. */
  public static CommandError execAborted(CommandError cause) {
    String line = cause.line();
    String text = line.startsWith("ERR ") ? line.substring(4) : line;
    return coded("EXECABORT", "Transaction discarded because of: " + text);
  }

  /** A command that a client with subscriptions may not run in RESP2. */
  public static CommandError subscribed(String fullName) {
    return err(
        "Can't execute '"
            + fullName
            + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this"
            + " context");
  }

  /** Two prefixes of which one begins with the other; {@code other} is what the second one is. */
  public static CommandError prefixOverlaps(String prefix, String other, String second) {
    return err(
        "Prefix '"
            + prefix
            + "' overlaps with "
            + other
            + " prefix '"
            + second
            + "'. Prefixes for a single client must not overlap.");
  }

  /** A stream, or its consumer group, that XREADGROUP is to read and that is not there. */
  public static CommandError noGroupToRead(Args args, int key, byte[] group) {
    return noGroup(args, key, group, " in XREADGROUP with GROUP option");
  }

  /** A stream, or its consumer group, that is not there. */
  public static CommandError noGroup(Args args, int key, byte[] group) {
    return noGroup(args, key, group, "");
  }

  private static CommandError noGroup(Args args, int key, byte[] group, String where) {
    return coded(
        "NOGROUP",
        "No such key '"
            + shown(args.text(key))
            + "' or consumer group '"
            + shown(new String(group, StandardCharsets.ISO_8859_1))
            + "'"
            + where);
  }

  /** A consumer group that a stream does not have. */
  public static CommandError noGroupOfStream(Args args, int key, int group) {
    return coded(
        "NOGROUP",
        "No such consumer group '"
            + shown(args.text(group))
            + "' for key name '"
            + shown(args.text(key))
            + "'");
  }

  /** An argument of XCLAIM or XAUTOCLAIM that is no number. */
  public static CommandError claimArgument(String argument, String command) {
    return err("Invalid " + argument + " argument for " + command);
  }

  /** What XCLAIM does not know. */
  public static CommandError claimOption(Args args, int i) {
    return err("Unrecognized XCLAIM option '" + shown(args.text(i)) + "'");
  }

  /** An option that XREAD does not have. */
  public static CommandError onlyForXreadgroup(String option) {
    return err(
        "The " + option + " option is only supported by XREADGROUP. You called XREAD instead.");
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

  /** {@code command} in lower case. */
  public static CommandError noInputKey(String command) {
    return err("at least 1 input key is needed for '" + command + "' command");
  }

  /** {@code types} with a bar between them. */
  public static CommandError unknownProtocolType(String types) {
    return err("Wrong protocol type name. Please use one of the following: " + types);
  }

  /** A point that is not on the map. */
  public static CommandError invalidCoordinates(double longitude, double latitude) {
    return err("invalid longitude,latitude pair " + fixed(longitude) + "," + fixed(latitude));
  }

  /** With six decimals, as C prints it. */
  private static String fixed(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    var digits = new BigDecimal(Math.abs(value)).setScale(6, RoundingMode.HALF_EVEN);
    return (Math.copySign(1, value) < 0 ? "-" : "") + digits.toPlainString();
  }

  /** A search from nowhere, or from two places; {@code command} as the client wrote it. */
  public static CommandError geoCenters(String command) {
    return err("exactly one of FROMMEMBER or FROMLONLAT can be specified for " + shown(command));
  }

  /** A search in no shape, or in two; {@code command} as the client wrote it. */
  public static CommandError geoShapes(String command) {
    return err("exactly one of BYRADIUS and BYBOX can be specified for " + shown(command));
  }

  /** {@code storing}: what it is that stores. */
  public static CommandError geoStoreWith(String storing) {
    return err(storing + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
  }

  /** A PFDEBUG of something else. */
  public static CommandError unknownPfdebug(String subcommand) {
    return err("Unknown PFDEBUG subcommand '" + shown(subcommand) + "'");
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

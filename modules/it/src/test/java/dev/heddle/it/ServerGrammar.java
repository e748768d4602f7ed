package dev.heddle.it;

import static dev.heddle.it.Grammar.words;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * What the differential test says to both servers about connections, configuration and the servers
 * themselves.
 *
 * <p>No pool may hold a large number, which would make a pause long, or what ends the lock-step of
 * question and answer.
 */
final class ServerGrammar {
  /** Puts back what a session may have changed. */
  static final String[] INITIAL_SETTINGS = {
    "CONFIG", "SET",
    "maxmemory", "0",
    "maxmemory-policy", "noeviction",
    "maxmemory-samples", "5",
    "lfu-log-factor", "10",
    "lfu-decay-time", "1",
    "timeout", "0",
    "tcp-keepalive", "300",
    "hz", "10",
    "save", "",
    "appendfsync", "everysec",
    "latency-tracking", "yes",
    "rdbcompression", "yes",
    "client-output-buffer-limit", "normal 0 0 0",
    "hash-max-listpack-entries", "512",
    "proto-max-bulk-len", "512mb"
  };

  private static final List<String> TEMPLATES =
      List.of(
          "HELLO $protocol? (AUTH,$user,$password)* (SETNAME,$name)?",
          "HELLO $protocol $any*",
          "AUTH $password",
          "AUTH $user $password",
          "AUTH $any*",
          "SELECT $db",
          "RESET",
          "QUIT $any?",
          "PING $any*",
          "ECHO $any*",
          "CLIENT SETNAME $name",
          "CLIENT GETNAME $any?",
          "CLIENT REPLY ON|$any",
          "CLIENT NO-EVICT ON|OFF|$any",
          "CLIENT PAUSE $any WRITE|ALL|$any?",
          "CLIENT UNPAUSE $any?",
          "CLIENT KILL $address",
          "CLIENT KILL (ID,$id)|(TYPE,$type)|(USER,$user)|(ADDR,$address)|(LADDR,$address)|(SKIPME,YES)|$any*",
          "CLIENT LIST (TYPE,$type)|(ID,$id)|(ID,$id,$id)|$any?",
          "CLIENT ID|INFO $any?",
          "CLIENT $any $any*",
          "CONFIG GET $setting $setting*",
          "CONFIG GET $glob",
          "CONFIG SET $setting $value",
          "CONFIG SET $setting $value ($setting,$value)*",
          "CONFIG SET $any*",
          "CONFIG RESETSTAT|REWRITE $any?",
          "CONFIG $any $any*",
          "COMMAND GETKEYS|GETKEYSANDFLAGS $command $any*",
          "COMMAND INFO|DOCS|LIST $nocommand $nocommand*",
          "COMMAND LIST FILTERBY MODULE|ACLCAT|PATTERN|$any $nocommand",
          "COMMAND COUNT $any",
          "COMMAND $any $any*",
          "OBJECT $any $any*",
          "DEBUG ERROR $any*",
          "DEBUG PROTOCOL string|integer|double|null|array|set|map|verbatim|true|false|$any",
          "DEBUG OBJECT $any",
          "DEBUG $any $any*",
          "DBSIZE|TIME|LASTSAVE $any*",
          "INFO $any*",
          "SWAPDB $db $db",
          "FLUSHDB|FLUSHALL $any*",
          "SET $any $any",
          "GET $any",
          "$any $any*");

  private ServerGrammar() {}

  static Arbitrary<Grammar.Command> commands() {
    return new Grammar()
        .pool("protocol", words("2", "3", "1", "4", "0", "-1", "x", "3.0", ""))
        .pool("user", words("default", "default", "nobody", "DEFAULT", ""))
        .pool("password", words("secret", "", "x\u0000y"))
        .pool("name", words("me", "", "a b", "a\nb", "\u00ff", "x".repeat(200)))
        .pool("db", words("0", "1", "15", "16", "-1", "x", ""))
        .pool(
            "timeout",
            words("0", "-1", "x", "", "1.5", "9223372036854775808", "9223372036854775807"))
        .pool("type", words("normal", "pubsub", "replica", "slave", "master", "x", ""))
        .pool("id", words("0", "-1", "x", "", "999", "01"))
        .pool("address", words("127.0.0.1:1", "[::1]:1", "x", "", "/tmp/x:0"))
        .pool("setting", settings())
        .pool("value", values())
        .pool(
            "glob",
            words("nosuch*", "maxmemory-p*", "lfu-*", "appendf?ync", "[l]fu-log-factor", "hz*"))
        .pool(
            "command",
            words(
                "GET", "SET", "MSET", "DEL", "COPY", "RENAME", "LCS", "OBJECT", "PING", "CONFIG",
                "x", ""))
        .pool("nocommand", words("nosuch", "no|such", "", "config|nosuch"))
        .pool("any", words("GET", "foo", "", "NX", "1", "\u0000\n", "HELP|", "id", "x y", "AUTH"))
        .commands(TEMPLATES);
  }

  private static Arbitrary<byte[]> settings() {
    return Arbitraries.oneOf(
        words(
            "maxmemory",
            "maxmemory-policy",
            "maxmemory-samples",
            "lfu-log-factor",
            "lfu-decay-time",
            "timeout",
            "tcp-keepalive",
            "hz",
            "save",
            "appendfsync"),
        words("latency-tracking", "rdbcompression", "client-output-buffer-limit"),
        words("hash-max-listpack-entries", "hash-max-ziplist-entries", "proto-max-bulk-len"),
        words("databases", "daemonize", "dbfilename", "nosuch", "MaxMemory", ""));
  }

  private static Arbitrary<byte[]> values() {
    return Arbitraries.oneOf(
        words(
            "0", "1", "10", "-1", "x", "", "1.5", "yes", "no", "YES", "600", "100mb", "1gb", "2k",
            "1 k"),
        words(
            "allkeys-lru",
            "volatile-ttl",
            "noeviction",
            "ALLKEYS-LFU",
            "always",
            "everysec",
            "notice"),
        words("900 1", "900 1 300 10", "900", "900 x", "0 1", "-1 1"),
        words(
            "normal 1gb 0 0",
            "slave 0 0 0 pubsub 1gb 1mb 60",
            "normal x 0 0",
            "foo 0 0 0",
            "normal 1 2"));
  }
}

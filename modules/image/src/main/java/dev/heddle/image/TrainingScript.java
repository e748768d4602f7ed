package dev.heddle.image;

import java.util.List;

/** What a server is asked while it is trained: the common, and one of each kind. */
final class TrainingScript {
  /** The words of each command are separated by single spaces. */
  static final List<String> COMMANDS =
      List.of(
          "PING",
          "HELLO 3",
          "INFO",
          "HELLO 2",
          "INFO everything",
          "CLIENT SETNAME training",
          "CLIENT SETINFO LIB-NAME training",
          "CLIENT ID",
          "CLIENT LIST",
          "COMMAND",
          "COMMAND DOCS",
          "COMMAND COUNT",
          "CONFIG GET *",
          "CONFIG SET hz 10",
          "SELECT 1",
          "SELECT 0",
          "SET greeting hello",
          "SET session token EX 3600",
          "SET once 1 NX PX 3600000",
          "GET greeting",
          "GET absent",
          "GETEX session PERSIST",
          "APPEND greeting ,world",
          "STRLEN greeting",
          "GETRANGE greeting 0 4",
          "SETRANGE greeting 6 there",
          "INCR counter",
          "INCRBY counter 41",
          "INCRBYFLOAT ratio 1.5",
          "MSET a 1 b 2 c 3",
          "MGET a b c absent",
          "EXPIRE a 3600",
          "TTL a",
          "PTTL a",
          "PERSIST a",
          "TYPE a",
          "EXISTS a b",
          "OBJECT ENCODING a",
          "RENAME b d",
          "COPY c e",
          "SCAN 0 MATCH * COUNT 100",
          "KEYS *",
          "RANDOMKEY",
          "DEL a",
          "UNLINK c",
          "DBSIZE",
          "TIME",
          "GET",
          "NOSUCHCOMMAND",
          "INCR greeting",
          "SET a b SYNTAX",
          "DEBUG LOADAOF",
          "FLUSHALL ASYNC");

  private TrainingScript() {}
}

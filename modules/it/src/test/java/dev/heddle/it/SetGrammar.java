package dev.heddle.it;

import java.util.List;

/** What the differential test says to both servers about sets. */
final class SetGrammar {
  static final List<String> FILLING =
      List.of("SADD $set $elem $elem*", "SADD $set a b c $elem?", "SADD $set 1 2 3 $int?");

  static final List<String> TEMPLATES =
      List.of(
          "SADD $set $elem $elem*",
          "SADD $set $int $int*",
          "SREM $set $elem|$one $elem|$one*",
          "SREM $set $elem $elem $elem $elem*",
          "SCARD|SMEMBERS $set",
          "SISMEMBER $set $elem|$one",
          "SMISMEMBER $set $elem $elem*",
          "SMOVE $set $set $elem|$one",
          "SPOP $set $drawn?",
          "SRANDMEMBER $set $drawn?",
          "SINTER|SUNION|SDIFF $set $set*",
          "SINTERSTORE|SUNIONSTORE|SDIFFSTORE $set $set $set*",
          "SINTERSTORE|SUNIONSTORE|SDIFFSTORE $key $set $set*",
          "SINTERCARD 1 $set (LIMIT,$count)?",
          "SINTERCARD 2 $set $set (LIMIT,$count)?",
          "SINTERCARD $numkeys $set $set* (LIMIT,$count)|$word*",
          "SSCAN $set 0 (MATCH,$glob)|(COUNT,$count)*",
          "SSCAN $set 0|$count (MATCH,$glob)|(COUNT,$count)|$word*");

  private SetGrammar() {}
}

package dev.heddle.it;

import java.util.List;

/** What the differential test says to both servers about sets. */
final class SetGrammar {
  static final List<String> TEMPLATES =
      List.of(
          "SADD $set $elem $elem*",
          "SADD $set $elem $elem $elem $elem $elem*",
          "SADD $set $int $int*",
          "SADD $set 1 2 3 $int*",
          "SREM $set $elem $elem*",
          "SREM $set $elem $elem $elem $elem*",
          "SCARD|SMEMBERS $set",
          "SISMEMBER $set $elem",
          "SMISMEMBER $set $elem $elem*",
          "SMOVE $set $set $elem",
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

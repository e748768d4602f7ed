package dev.heddle.it;

import java.util.List;

/** What the differential test says to both servers about SORT, and what there is to be sorted. */
final class SortGrammar {
  static final List<String> FILLING =
      List.of(
          "RPUSH l|$list 1|2|3|a|b|c 3|2|1|a $int*",
          "RPUSH l|$list 3 1 2 -1 10 $float*",
          "SADD s|$set 3 1 2 $int?",
          "SADD s|$set a b c 1",
          "ZADD z|$zset 1 3 2 2 3 1 ($score,$elem)*",
          "SET $outer 1|2|3|a|b|$float|$elem",
          "SET $outer 1|2|3|0.5",
          "HSET $vhash f|g 1|2|3|a|b|$elem f|g 3|2|1|$float");

  static final List<String> TEMPLATES =
      List.of(
          "RPUSH l|$list $elem $elem*",
          "SORT l|s|z|$list|$set|$zset",
          "SORT l|s|z|$list|$set|$zset ALPHA|DESC|ASC|(LIMIT,$index,$index)*",
          "SORT l|s|z|$list|$set|$zset ALPHA DESC|(LIMIT,$index,$index)*",
          "SORT_RO l|s|z|$list|$set|$zset (BY,$by)? (GET,$pattern)* ALPHA|DESC|(LIMIT,$index,$index)*",
          "SORT l|s|z|$list|$set|$zset BY $by (GET,$pattern)|ALPHA|DESC|(LIMIT,$index,$index)*",
          "SORT l|s|z|$list|$set|$zset (BY,$by)|(GET,$pattern)|ALPHA|DESC|(LIMIT,$index,$index)|$word*",
          "SORT l|s|z|$list|$set|$zset GET # (GET,$pattern)* ALPHA?",
          "SORT l|s|z|$list|$set|$zset (BY,$by)? (GET,$pattern)? ALPHA|DESC? STORE $list|$key",
          "SORT_RO l|s|z|$list|$set|$zset $word|STORE|GET* $key?",
          "LRANGE $list 0 -1");

  private SortGrammar() {}
}

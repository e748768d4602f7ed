package dev.heddle.it;

import java.util.List;

/** What the differential test says to both servers about SORT, and what there is to be sorted. */
final class SortGrammar {
  static final List<String> TEMPLATES =
      List.of(
          "RPUSH $list 1|2|3|a|b|c 3|2|1|a $int*",
          "RPUSH $list 3 1 2 -1 10 $float*",
          "RPUSH $list $elem $elem*",
          "SADD $set 3 1 2 $int*",
          "SADD $set a b c 1 2",
          "ZADD $zset 1 3 2 2 3 1 ($score,$elem)*",
          "SET $outer 1|2|3|a|b|$float|$elem",
          "HSET $vhash f|g 1|2|3|a|b|$elem f|g 3|2|1|$float",
          "SORT $list|$set|$zset",
          "SORT $list|$set|$zset ALPHA|DESC|ASC|(LIMIT,$index,$index)*",
          "SORT $list|$set|$zset ALPHA DESC|(LIMIT,$index,$index)*",
          "SORT_RO $list|$set|$zset (BY,$by)? (GET,$pattern)* ALPHA|DESC|(LIMIT,$index,$index)*",
          "SORT $list|$set|$zset BY $by (GET,$pattern)|ALPHA|DESC|(LIMIT,$index,$index)*",
          "SORT $list|$set|$zset (BY,$by)|(GET,$pattern)|ALPHA|DESC|(LIMIT,$index,$index)|$word*",
          "SORT $list|$set|$zset GET # (GET,$pattern)* ALPHA?",
          "SORT $list|$set|$zset (BY,$by)? (GET,$pattern)? ALPHA|DESC? STORE $list|$key",
          "SORT_RO $list|$set|$zset $word|STORE|GET* $key?",
          "LRANGE $list 0 -1");

  private SortGrammar() {}
}

package dev.heddle.it;

import java.util.List;

/** What the differential test says to both servers about sorted sets. */
final class ZSetGrammar {
  static final List<String> FILLING =
      List.of(
          "ZADD $zset $score $elem ($score,$elem)*",
          "ZADD $zset 1 a 2 b 3 c ($score,$elem)*",
          "ZADD $zset 0 a 0 b 0 c 0 d 0 e (0,$elem)*",
          "ZADD $zset 1 $elem 1 $elem 2 $elem 2 $elem ($score,$elem)*");

  static final List<String> TEMPLATES =
      List.of(
          "ZADD $zset $score $elem ($score,$elem)*",
          "ZADD $zset NX|XX|GT|LT|CH* $score $elem ($score,$elem)*",
          "ZADD $zset NX|XX|GT|LT|CH? INCR $score $elem",
          "ZADD $zset NX|XX|GT|LT|CH|INCR|$word* $score $elem ($score,$elem)*",
          "ZINCRBY $zset $score $elem|$one",
          "ZREM $zset $elem|$one $elem*",
          "ZCARD $zset",
          "ZSCORE $zset $elem|$one",
          "ZMSCORE $zset $elem $elem*",
          "ZRANK|ZREVRANK $zset $elem|$one",
          "ZCOUNT $zset $min $max",
          "ZLEXCOUNT $zset $lexmin $lexmax",
          "ZRANGE|ZREVRANGE $zset $index $index WITHSCORES?",
          "ZRANGE $zset 0 -1 WITHSCORES",
          "ZRANGE $zset $index $index REV|WITHSCORES|(LIMIT,$index,$count)*",
          "ZRANGE $zset $min $max BYSCORE WITHSCORES|(LIMIT,$index,$count)*",
          "ZRANGE $zset $max $min BYSCORE REV WITHSCORES|(LIMIT,$index,$count)*",
          "ZRANGE $zset $lexmin $lexmax BYLEX (LIMIT,$index,$count)?",
          "ZRANGE $zset $lexmax $lexmin BYLEX REV (LIMIT,$index,$count)?",
          "ZRANGE $zset $min|$lexmin $max|$lexmax BYSCORE|BYLEX|REV|WITHSCORES|(LIMIT,$index,$index)*",
          "ZRANGESTORE $zset $zset $index $index REV?",
          "ZRANGESTORE $zset $zset $min $max BYSCORE (LIMIT,$index,$count)?",
          "ZRANGESTORE $zset $zset $lexmin $lexmax BYLEX (LIMIT,$index,$count)?",
          "ZRANGESTORE $key $zset $min|$index $max|$index BYSCORE|REV|WITHSCORES|(LIMIT,$index,$count)*",
          "ZRANGEBYSCORE $zset $min $max WITHSCORES|(LIMIT,$index,$count)*",
          "ZREVRANGEBYSCORE $zset $max $min WITHSCORES|(LIMIT,$index,$count)*",
          "ZRANGEBYLEX $zset $lexmin $lexmax (LIMIT,$index,$count)*",
          "ZREVRANGEBYLEX $zset $lexmax $lexmin (LIMIT,$index,$count)*",
          "ZREMRANGEBYRANK $zset $index $index",
          "ZREMRANGEBYSCORE $zset $min $max",
          "ZREMRANGEBYLEX $zset $lexmin $lexmax",
          "ZPOPMIN|ZPOPMAX $zset",
          "ZPOPMIN|ZPOPMAX $zset $count",
          "ZMPOP 1 $zset MIN|MAX (COUNT,$count)?",
          "ZMPOP 2 $zset $zset MIN|MAX (COUNT,$count)?",
          "ZMPOP $numkeys $zset $zset* MIN|MAX (COUNT,$count)|$word*",
          "BZPOPMIN|BZPOPMAX $zset $zset* $timeout",
          "BZMPOP $timeout 1 $zset MIN|MAX (COUNT,$count)?",
          "BZMPOP $timeout $numkeys $zset $zset MIN|MAX (COUNT,$count)*",
          "ZUNION|ZINTER 2 $zset $zset|$set (WEIGHTS,$weight,$weight)|(AGGREGATE,SUM|MIN|MAX)|WITHSCORES*",
          "ZUNION|ZINTER|ZDIFF 1 $zset|$set WITHSCORES?",
          "ZDIFF 2|3 $zset $zset|$set $zset|$set? WITHSCORES?",
          "ZUNION|ZINTER|ZDIFF $numkeys $zset $zset* (WEIGHTS,$weight)|(AGGREGATE,SUM|$word)|WITHSCORES*",
          "ZUNIONSTORE|ZINTERSTORE $zset 2 $zset $zset|$set (WEIGHTS,$weight,$weight)|(AGGREGATE,SUM|MIN|MAX)*",
          "ZUNIONSTORE|ZINTERSTORE|ZDIFFSTORE $key $numkeys $zset $zset* (WEIGHTS,$weight)|$word*",
          "ZDIFFSTORE $zset 2 $zset $zset|$set",
          "ZINTERCARD 2 $zset $zset|$set (LIMIT,$count)?",
          "ZINTERCARD $numkeys $zset $zset* (LIMIT,$count)|$word*",
          "ZRANDMEMBER $zset",
          "ZRANDMEMBER $zset $drawn WITHSCORES|$word?",
          "ZSCAN $zset 0 (MATCH,$glob)|(COUNT,$count)*",
          "ZSCAN $zset 0|$count (MATCH,$glob)|(COUNT,$count)|$word*");

  private ZSetGrammar() {}
}

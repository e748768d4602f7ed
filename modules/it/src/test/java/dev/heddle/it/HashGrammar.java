package dev.heddle.it;

import java.util.List;

/** What the differential test says to both servers about hashes. */
final class HashGrammar {
  static final List<String> FILLING =
      List.of(
          "HSET $hash a 1 b 2 c $elem ($elem,$elem)*",
          "HSET $hash $elem $elem ($elem,$elem)*",
          "HSET $hash $elem $int ($one,$float)*");

  static final List<String> TEMPLATES =
      List.of(
          "HSET $hash $elem $elem ($elem,$elem)*",
          "HSET $hash $elem $elem $elem*",
          "HMSET $hash $elem $elem ($elem,$elem)*",
          "HSETNX $hash $elem $elem",
          "HGET|HEXISTS|HSTRLEN $hash $elem|$one",
          "HMGET $hash $elem|$one $elem|$one*",
          "HGETALL|HKEYS|HVALS|HLEN $hash",
          "HGETALL $hash",
          "HDEL $hash $elem|$one $elem*",
          "HDEL $hash $elem $elem $elem $elem*",
          "HINCRBY $hash $elem $int",
          "HINCRBY $hash 1|2 $int",
          "HINCRBYFLOAT $hash $elem $float",
          "HINCRBYFLOAT $hash 1|2 $float",
          "HRANDFIELD $hash",
          "HRANDFIELD $hash $drawn WITHVALUES?",
          "HRANDFIELD $hash $drawn WITHVALUES|$word",
          "HSCAN $hash 0 (MATCH,$glob)|(COUNT,$count)*",
          "HSCAN $hash 0|$count (MATCH,$glob)|(COUNT,$count)|$word*");

  private HashGrammar() {}
}

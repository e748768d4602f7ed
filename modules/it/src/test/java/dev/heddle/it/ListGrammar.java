package dev.heddle.it;

import java.util.List;

/** What the differential test says to both servers about lists. */
final class ListGrammar {
  static final List<String> FILLING =
      List.of(
          "LPUSH|RPUSH $list $elem $elem*",
          "RPUSH $list a b a c b 1 $elem*",
          "LPUSH $list $elem $elem $elem $elem $elem*");

  static final List<String> TEMPLATES =
      List.of(
          "LPUSH|RPUSH|RPUSH $list $elem $elem*",
          "LPUSHX|RPUSHX $list $elem $elem*",
          "LPOP|RPOP $list",
          "LPOP|RPOP $list $count",
          "LLEN $list",
          "LRANGE $list $index $index",
          "LRANGE $list 0 -1",
          "LINDEX $list $index",
          "LSET $list $index $elem",
          "LINSERT $list BEFORE|AFTER $elem $elem",
          "LINSERT $list $word $elem $elem",
          "LREM $list $index $elem",
          "LTRIM $list $index $index",
          "LPOS $list $elem (RANK,$index)|(COUNT,$count)|(MAXLEN,$count)*",
          "LPOS $list $elem (RANK,$index)? COUNT 0 (MAXLEN,$count)?",
          "LMOVE $list $list LEFT|RIGHT LEFT|RIGHT",
          "LMOVE $list $list LEFT|RIGHT|$word LEFT|RIGHT|$word",
          "RPOPLPUSH $list $list",
          "LMPOP 1 $list LEFT|RIGHT (COUNT,$count)?",
          "LMPOP 2 $list $list LEFT|RIGHT (COUNT,$count)?",
          "LMPOP $numkeys $list $list* LEFT|RIGHT (COUNT,$count)*",
          "BLPOP|BRPOP $list $list* $timeout",
          "BLMOVE $list $list LEFT|RIGHT LEFT|RIGHT $timeout",
          "BRPOPLPUSH $list $list $timeout",
          "BLMPOP $timeout 1 $list LEFT|RIGHT (COUNT,$count)?",
          "BLMPOP $timeout $numkeys $list $list LEFT|RIGHT (COUNT,$count)*");

  private ListGrammar() {}
}

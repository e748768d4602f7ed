package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.family.Weave.Order;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LolwutCommandTest {
  private final CommandHarness redis = new CommandHarness();

  @Test
  void theLastLineHasTheVersion() {
    String text = text(redis.run("LOLWUT"));
    assertTrue(text.endsWith("\n") && text.contains("\nWoven on 8 shafts"), text);
    assertTrue(text.substring(text.lastIndexOf('\n', text.length() - 2)).contains("Heddle ver. "));
  }

  @Test
  void theVersionIsTheNumberOfShafts() {
    assertTrue(text(redis.run("LOLWUT", "VERSION", "5")).contains("on 5 shafts"));
    assertTrue(text(redis.run("LOLWUT", "version", "-7")).contains("on 2 shafts"));
    assertTrue(text(redis.run("LOLWUT", "VERSION", "999999")).contains("on 16 shafts"));
  }

  @Test
  void otherArgumentsAreRefused() {
    assertEquals("-ERR syntax error", redis.say("LOLWUT foo"));
    assertEquals("-ERR value is not an integer or out of range", redis.say("LOLWUT VERSION a"));
  }

  @Test
  void resp3GetsAVerbatimText() {
    assertTrue(redis.resp(3).say("LOLWUT").startsWith("txt:\""));
  }

  @Test
  void aTwillMovesByOneShaftAPick() {
    var twill = new Weave(new boolean[] {true, true, false, false}, Order.STRAIGHT, Order.STRAIGHT);
    assertEquals("##..##..\n.##..##.\n..##..##\n#..##..#\n", twill.cloth(8, 4));
  }

  @Test
  void pointsMakeDiamonds() {
    var diamonds = new Weave(new boolean[] {true, false, false}, Order.POINT, Order.POINT);
    assertEquals("#...#\n.#.#.\n..#..\n.#.#.\n#...#\n", diamonds.cloth(5, 5));
  }

  @Test
  void brokenOrdersTurnBack() {
    var cloth = new Weave(new boolean[] {true, false}, Order.BROKEN, Order.STRAIGHT).cloth(8, 1);
    assertEquals("#.#..#.#\n", cloth);
  }

  @Test
  void everyDraftShowsWarpAndWeftInEachPick() {
    var random = new SplittableRandom(1);
    for (int shafts = 2; shafts <= 16; shafts++) {
      Weave.random(shafts, random)
          .cloth(64, 16)
          .lines()
          .forEach(line -> assertTrue(line.contains("#") && line.contains("."), line));
    }
  }

  private static String text(Reply reply) {
    return new String(((Reply.Bulk) reply).bytes(), StandardCharsets.US_ASCII);
  }
}

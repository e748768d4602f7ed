package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void theMedianIsTheMiddleOrTheMeanOfTwo() {
    assertEquals(2, Figures.median(DoubleStream.of(9, 1, 2)));
    assertEquals(1.5, Figures.median(DoubleStream.of(9, 1, 2, 1)));
    assertEquals(Double.NaN, Figures.median(DoubleStream.of()));
  }

  @Test
  void whatIsUnknownIsADash() {
    assertEquals("-", Figures.count(Double.NaN));
    assertEquals("-", Figures.megabytes(Double.POSITIVE_INFINITY));
  }

  @Test
  void numbersArePrintedAlikeEverywhere() {
    assertEquals("123,457", Figures.count(123_456.7));
    assertEquals("169.0", Figures.megabytes(169_012_345));
    assertEquals("0.4", Figures.plain(0.4));
    assertEquals("2", Figures.plain(2.0));
  }

  @Test
  void aRatioHasTheRangeOfItsRounds() {
    var ratio = Ratio.of(1.1, new double[] {90, 110}, new double[] {100, 100});
    assertEquals("1.10 (0.90-1.10)", ratio.text());
  }

  @Test
  void leastAndMostOfNothingAreUnknown() {
    assertEquals(Double.NaN, Figures.min(List.of()));
    assertEquals(3, Figures.max(List.of(1.0, 3.0)));
  }
}

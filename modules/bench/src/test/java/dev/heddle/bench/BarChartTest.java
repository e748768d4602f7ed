package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.bench.BarChart.Bar;
import dev.heddle.bench.BarChart.Group;
import dev.heddle.bench.BarChart.Panel;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class BarChartTest {
  private static final List<String> SERIES = List.of("pipeline 1", "pipeline 16");

  private static Document draw(Bar... bars) throws Exception {
    var panel = new Panel("a < b & c", "%.2f", List.of(new Group("SET", List.of(bars))));
    String svg = BarChart.draw("A & B", List.of("note"), SERIES, List.of(panel));
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new InputSource(new StringReader(svg)));
  }

  private static long goals(Document document) {
    var lines = document.getElementsByTagName("line");
    long goals = 0;
    for (int i = 0; i < lines.getLength(); i++) {
      goals += lines.item(i).getAttributes().getNamedItem("stroke-width") == null ? 0 : 1;
    }
    return goals;
  }

  @Test
  void eachBarHasItsValueAndItsGoal() throws Exception {
    var document = draw(new Bar(0.97, 0.95), new Bar(1.31, 1.2));
    String text = document.getDocumentElement().getTextContent();
    assertTrue(text.contains("0.97") && text.contains("1.31") && text.contains("SET"), text);
    assertEquals(2, goals(document));
  }

  @Test
  void barsEndAtTheirShareOfTheScale() throws Exception {
    var rectangles =
        draw(new Bar(1, Double.NaN), new Bar(2, Double.NaN)).getElementsByTagName("rect");
    int last = rectangles.getLength() - 1;
    double half = height(rectangles.item(last - 1));
    assertEquals(height(rectangles.item(last)), 2 * half, 0.11);
  }

  private static double height(org.w3c.dom.Node rectangle) {
    return Double.parseDouble(rectangle.getAttributes().getNamedItem("height").getNodeValue());
  }

  @Test
  void unknownValuesAndMissingGoalsAreNotDrawn() throws Exception {
    var document = draw(new Bar(Double.NaN, Double.NaN), new Bar(1, Double.NaN));
    assertEquals(0, goals(document));
    assertTrue(document.getDocumentElement().getTextContent().contains("-"));
  }

  @Test
  void gridLinesAreRound() {
    assertEquals(0.2, BarChart.step(1.5), 1e-9);
    assertEquals(200_000, BarChart.step(1_400_000), 1e-3);
    assertEquals(1, BarChart.step(8), 1e-9);
  }
}

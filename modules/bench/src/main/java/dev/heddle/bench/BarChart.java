package dev.heddle.bench;

import java.util.List;
import java.util.Locale;

/**
 * Draws bars in groups, one panel below the other, as SVG. Each bar may have a goal, a line across
 * it; the bars of a group are the series, in the same colours everywhere.
 */
final class BarChart {
  /** One bar; a goal of NaN is none. */
  record Bar(double value, double goal) {}

  /** Bars side by side under one name, as many as there are series. */
  record Group(String name, List<Bar> bars) {}

  /** One diagram; values are printed in the given format. */
  record Panel(String title, String format, List<Group> groups) {}

  private static final List<String> COLOURS =
      List.of("#4c78a8", "#f2a93b", "#54a27b", "#b279a2", "#9d755d", "#7f7f7f");

  private static final String GOAL = "#c0392b";
  private static final String GREY = "#555";
  private static final int SMALL = 11;

  private static final int BAR = 46;
  private static final int GAP = 34;
  private static final int LEFT = 80;
  private static final int RIGHT = 30;
  private static final int MARGIN = 20;
  private static final int LINE = 16;
  private static final int PLOT = 230;
  private static final int PANEL = 330;
  private static final int LEAST_WIDTH = 800;

  private final List<String> series;
  private final int width;
  private final Svg svg;

  private BarChart(List<String> series, List<Panel> panels, int height) {
    int groups = panels.stream().mapToInt(panel -> panel.groups().size()).max().orElse(0);
    this.series = series;
    this.width = Math.max(LEAST_WIDTH, LEFT + groups * groupWidth() + RIGHT);
    this.svg = new Svg(width, height);
  }

  /** The whole picture. */
  static String draw(String title, List<String> notes, List<String> series, List<Panel> panels) {
    int top = 80 + notes.size() * LINE;
    var chart = new BarChart(series, panels, top + panels.size() * PANEL + MARGIN);
    chart.head(title, notes);
    for (var panel : panels) {
      chart.panel(panel, top);
      top += PANEL;
    }
    return chart.svg.finish();
  }

  private int groupWidth() {
    return series.size() * BAR + GAP;
  }

  private void head(String title, List<String> notes) {
    svg.text(title, MARGIN, 30, "font-size", 19, "font-weight", "bold");
    int y = 50;
    for (var note : notes) {
      svg.text(note, MARGIN, y, "font-size", SMALL, "fill", GREY);
      y += LINE;
    }
    legend(y + LINE / 2);
  }

  private void legend(int y) {
    int x = MARGIN;
    for (int i = 0; i < series.size(); i++) {
      svg.shape("rect", "x", x, "y", y - 11, "width", 13, "height", 13, "fill", colour(i));
      svg.text(series.get(i), x + 19, y);
      x += 40 + 8 * series.get(i).length();
    }
  }

  private void panel(Panel panel, int top) {
    double scale = scale(panel);
    int base = top + 30 + PLOT;
    svg.text(panel.title(), MARGIN, top + 14, "font-weight", "bold");
    grid(panel, base, scale);
    int x = LEFT + GAP / 2;
    for (var group : panel.groups()) {
      group(panel, group, x, base, scale);
      x += groupWidth();
    }
  }

  private void grid(Panel panel, int base, double scale) {
    double step = step(scale);
    for (int i = 0; i * step <= scale; i++) {
      double y = base - i * step / scale * PLOT;
      String label = format(panel, i * step);
      svg.line(LEFT, width - RIGHT, y, "stroke", i == 0 ? "#222" : "#ddd");
      svg.text(label, LEFT - 8, y + 4, "text-anchor", "end", "font-size", SMALL, "fill", GREY);
    }
  }

  private void group(Panel panel, Group group, int x, int base, double scale) {
    svg.text(group.name(), x + series.size() * BAR / 2, base + 20, "text-anchor", "middle");
    for (int i = 0; i < group.bars().size(); i++) {
      bar(panel, group.bars().get(i), x + i * BAR, base, scale, colour(i));
    }
  }

  private void bar(Panel panel, Bar bar, int x, int base, double scale, String colour) {
    double height = drawn(bar.value()) / scale * PLOT;
    double top = base - height;
    double goal = base - bar.goal() / scale * PLOT;
    svg.shape("rect", "x", x + 3, "y", top, "width", BAR - 6, "height", height, "fill", colour);
    if (Double.isFinite(goal)) {
      svg.line(x, x + BAR, goal, "stroke", GOAL, "stroke-width", 2.5);
    }
    String label = format(panel, bar.value());
    double line = labelLine(top, goal);
    svg.text(label, x + BAR / 2, line, "text-anchor", "middle", "font-size", SMALL);
  }

  /** Where a value is written: above its bar, and above the goal's line where they would meet. */
  private static double labelLine(double top, double goal) {
    double line = top - 5;
    return goal < top + 2 && goal > line - 14 ? goal - 5 : line;
  }

  /** The value at the upper edge: a tenth above all bars and goals. */
  private static double scale(Panel panel) {
    double max =
        panel.groups().stream()
            .flatMap(group -> group.bars().stream())
            .mapToDouble(bar -> Math.max(drawn(bar.value()), drawn(bar.goal())))
            .max()
            .orElse(0);
    return max == 0 ? 1 : max * 1.1;
  }

  private static double drawn(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  /** The least of 1, 2, 5 and their tenfolds that gives no more than eight lines. */
  static double step(double scale) {
    double power = Math.pow(10, Math.floor(Math.log10(scale / 8)));
    for (int factor : new int[] {1, 2, 5}) {
      if (scale / (power * factor) <= 8) {
        return power * factor;
      }
    }
    return power * 10;
  }

  private static String format(Panel panel, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, panel.format(), value) : "-";
  }

  private static String colour(int i) {
    return COLOURS.get(i % COLOURS.size());
  }
}

package dev.heddle.bench;

import java.util.List;
import java.util.Locale;

/** Rows of fixed columns, so that a row can be printed before the next one is known. */
final class Table {
  /** A column; a negative width puts its cells to the left. */
  record Column(String title, int width) {}

  private final List<Column> columns;

  Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /** The titles. */
  String header() {
    return row(columns.stream().map(Column::title).toArray(String[]::new));
  }

  /** One line, as many cells as there are columns. */
  String row(String... cells) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      line.append(String.format(Locale.ROOT, "%" + columns.get(i).width() + "s  ", cells[i]));
    }
    return line.toString().stripTrailing();
  }
}

package dev.heddle.bench;

import java.util.Locale;

/** Writes a picture, shape by shape; attributes come as names and values in turns. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /** A picture of so many pixels on white. */
  Svg(int width, int height) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    attributes("width", width, "height", height, "viewBox", "0 0 " + width + " " + height);
    attributes("font-family", "sans-serif", "font-size", 13, "fill", "#222");
    out.append(">\n");
    shape("rect", "width", width, "height", height, "fill", "#fff");
  }

  /** A shape without content. */
  void shape(String name, Object... attributes) {
    out.append('<').append(name);
    attributes(attributes);
    out.append("/>\n");
  }

  /** A horizontal line. */
  void line(double left, double right, double y, Object... attributes) {
    out.append("<line");
    attributes("x1", left, "y1", y, "x2", right, "y2", y);
    attributes(attributes);
    out.append("/>\n");
  }

  /** Text on the line at {@code y}. */
  void text(String text, double x, double y, Object... attributes) {
    out.append("<text");
    attributes("x", x, "y", y);
    attributes(attributes);
    out.append('>').append(escape(text)).append("</text>\n");
  }

  /** The picture. */
  String finish() {
    return out.append("</svg>\n").toString();
  }

  private void attributes(Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      String text =
          value instanceof Double number
              ? String.format(Locale.ROOT, "%.1f", number)
              : String.valueOf(value);
      out.append(' ').append(attributes[i]).append("=\"").append(escape(text)).append('"');
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

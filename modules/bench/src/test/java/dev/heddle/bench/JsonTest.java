package dev.heddle.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void allKindsAreWritten() {
    var map = new LinkedHashMap<String, Object>();
    map.put("text", "a \"b\" \\ \n");
    map.put("numbers", List.of(1, 2.5, 18_024_280.0, Double.NaN));
    map.put("none", List.of());
    map.put("flag", true);
    String expected =
        """
        {
          "text": "a \\"b\\" \\\\ \\u000a",
          "numbers": [
            1,
            2.5,
            18024280,
            null
          ],
          "none": [],
          "flag": true
        }
        """;
    assertEquals(expected, Json.write(map));
  }
}

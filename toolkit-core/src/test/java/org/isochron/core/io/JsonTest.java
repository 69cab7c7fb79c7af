package org.isochron.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  enum Cell {
    LSTM,
    GRU {
      @Override
      public String toString() {
        return "gated";
      }
    }
  }

  record Layer(int units, Cell cell, double dropout) {
    Layer {
      if (units < 1) {
        throw new IllegalArgumentException("units " + units + ", expected at least 1");
      }
    }

    boolean isWide() {
      return units > 100;
    }
  }

  record Config(String zeta, long seed, List<Layer> layers, Map<String, Double> alpha) {
    Config {
      Objects.requireNonNull(zeta, "zeta");
      layers = List.copyOf(layers);
    }

    int getDepth() {
      return layers.size();
    }
  }

  private static final String CONFIG =
      """
      {
        "zeta": "µ \\"quoted\\"\\n",
        "seed": 9007199254740993,
        "layers": [
          {
            "units": 64,
            "cell": "GRU",
            "dropout": 0.002
          }
        ],
        "alpha": {
          "z": 2e23,
          "a": 3.0
        }
      }
      """;

  private static Config config() {
    Map<String, Double> alpha = new LinkedHashMap<>();
    alpha.put("z", Double.parseDouble("2e23"));
    alpha.put("a", 3.0);
    return new Config(
        "µ \"quoted\"\n", 9007199254740993L, List.of(new Layer(64, Cell.GRU, 0.002)), alpha);
  }

  private static String text(Object value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aRecordIsWrittenByComponentOrderAndReadsBackEqual() throws IOException {
    assertEquals(CONFIG, text(config()));
    assertEquals(config(), Json.read(utf8(CONFIG), Config.class, "config.json"));
    assertEquals(config(), Json.read(Json.toTree(config()), Config.class, "header"));
  }

  @Test
  void mapsKeepTheirOrderAndUnorderedOnesAreSorted() {
    Map<String, Object> kept = new LinkedHashMap<>();
    Map<String, Object> hashed = new HashMap<>();
    for (String key : List.of("delta", "alpha", "charlie", "bravo")) {
      kept.put(key, key.length());
      hashed.put(key, key.length());
    }
    assertEquals(
        "{\n  \"delta\": 5,\n  \"alpha\": 5,\n  \"charlie\": 7,\n  \"bravo\": 5\n}\n", text(kept));
    String sorted = "{\n  \"alpha\": 5,\n  \"bravo\": 5,\n  \"charlie\": 7,\n  \"delta\": 5\n}\n";
    assertEquals(sorted, text(hashed));
    assertEquals(sorted, text(Map.copyOf(kept)));
    assertEquals("[1, 2, 30]\n", text(Set.of(30, 2, 1)));
  }

  @Test
  void numbersStandOnOneLineAndTextsAndContainersDoNot() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("doubles", new double[] {1, 0.5, 1e-7});
    map.put("floats", new float[] {0.1f, 1e9f});
    map.put("ints", new int[] {});
    map.put("mixed", Arrays.asList(null, true, 1, 2L));
    map.put("texts", List.of("A", "C"));
    map.put("rows", new int[][] {{1, 2}, {3}});
    map.put("path", Path.of("data", "x.fa"));
    map.put("empty", Map.of());
    assertEquals(
        """
        {
          "doubles": [1.0, 0.5, 1e-7],
          "floats": [0.1, 1000000000.0],
          "ints": [],
          "mixed": [null, true, 1, 2],
          "texts": [
            "A",
            "C"
          ],
          "rows": [
            [1, 2],
            [3]
          ],
          "path": "data/x.fa",
          "empty": {}
        }
        """,
        text(map));
  }

  @Test
  void controlCharactersAndLoneSurrogatesAreEscaped() throws IOException {
    String odd = "\u0001\t\r\\\ud800x\udc00 \ud83e\uddec";
    assertEquals("\"\\u0001\\t\\r\\\\\\ud800x\\udc00 \ud83e\uddec\"\n", text(odd));
    assertEquals(odd, Json.read(Json.bytes(odd), String.class, "text"));
  }

  @Test
  void aNumberThatIsNotFiniteIsRefusedWithItsPlace() {
    Map<String, Object> donor = Map.of("donor", Map.of("auprc", List.of(1.0, Double.NaN)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.bytes(donor));
    assertEquals("donor.auprc.1: NaN is not a finite number", e.getMessage());
  }

  @Test
  void anObjectWithoutAFormIsRefused() {
    Object thread = new Thread();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.bytes(List.of(thread)));
    assertEquals(
        "java.lang.Thread is written as JSON, expected a record, map, list, array or plain value",
        e.getMessage().lines().findFirst().orElseThrow().replaceAll(" \\(.*", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"units\":4,\"cell\":\"LSTM\",\"dropout\":0,\"x\":1}"
            + " | c:1:43: x: unknown property 'x', expected one of [cell, dropout, units]",
        "{\"units\":4,\"cell\":\"LSTM\"} | c:1:25: dropout: missing",
        "{\"units\":4,\"units\":5,\"cell\":\"LSTM\",\"dropout\":0} | Duplicate field 'units'",
        "{\"units\":4,\"cell\":\"LSTM\",\"dropout\":0} 7 | Trailing token",
        "{\"units\":0,\"cell\":\"LSTM\",\"dropout\":0} | units 0, expected at least 1",
        "{\"units\":4.5,\"cell\":\"LSTM\",\"dropout\":0} | units: ",
        "{\"units\":\"4\",\"cell\":\"LSTM\",\"dropout\":0} | units: ",
        "{\"units\":null,\"cell\":\"LSTM\",\"dropout\":0} | units: ",
        "{\"units\":4,\"cell\":\"lstm\",\"dropout\":0} | cell: ",
        "{\"units\":4,\"cell\":0,\"dropout\":0} | cell: ",
        "{\"units\":4,\"cell\":\"LSTM\",\"dropout\":NaN} | NaN",
        "{\"units\":4,\"cell\":\"LSTM\",\"drop | Unexpected end-of-input",
        "null | no value, expected Layer"
      })
  void badJsonIsRefusedWithLineAndColumn(String json, String expected) {
    FormatException e =
        assertThrows(FormatException.class, () -> Json.read(utf8(json), Layer.class, "c"));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.place().matches("c:1:\\d+"), e.place());
  }

  @Test
  void aProblemDeepInAFileNamesFileLineColumnAndKeys(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, CONFIG.replace("64", "-1"));
    FormatException e = assertThrows(FormatException.class, () -> Json.read(file, Config.class));
    assertEquals(
        file + ":9:5: layers[0]: units -1, expected at least 1", e.getMessage(), e.getMessage());
  }

  @Test
  void treesAreStrictToo() throws IOException {
    JsonNode tree = Json.tree(utf8("{\"a\": [1, 2.5]}"), "t");
    assertEquals(2.5, tree.get("a").get(1).doubleValue());
    assertEquals("{\n  \"a\": [1, 2.5]\n}\n", text(tree));
    for (String bad : List.of("", "{\"a\":1,\"a\":2}", "[1,]", "{} {}", "[01]", "{'a':1}")) {
      assertThrows(FormatException.class, () -> Json.tree(utf8(bad), "t"), bad);
    }
  }

  @Test
  void aFileIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("config.json");
    Json.write(file, config());
    assertArrayEquals(utf8(CONFIG), Files.readAllBytes(file));
    assertThrows(IllegalArgumentException.class, () -> Json.write(file, List.of(Double.NaN, 1.0)));
    assertArrayEquals(utf8(CONFIG), Files.readAllBytes(file));
    assertEquals(config(), Json.read(file, Config.class));
  }
}

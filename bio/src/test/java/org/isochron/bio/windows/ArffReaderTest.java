package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArffReaderTest {
  private static final String HEAD = "@relation r\n@attribute a {x, y}\n@attribute b {1, 2}\n";

  @TempDir private Path folder;

  private NominalArff read(String text) throws IOException {
    return ArffReader.read(MadeWindows.write(folder, "t.arff", text));
  }

  @Test
  void readsQuotesCommentsAndAnyCase() throws IOException {
    NominalArff table =
        read(
            """
            % about

            @RELATION 'a set'
            @Attribute "the name" {'p, q', r}\r
            @attribute b { 1,2 }
            @DATA
            % rows
            'p, q', 2
            r,1
            """);
    assertEquals("a set", table.relation());
    assertEquals(
        List.of(
            new NominalArff.Attribute("the name", List.of("p, q", "r")),
            new NominalArff.Attribute("b", List.of("1", "2"))),
        table.attributes());
    assertEquals(
        List.of(
            new NominalArff.Row(8, List.of("p, q", "2")),
            new NominalArff.Row(9, List.of("r", "1"))),
        table.rows());
  }

  @Test
  void whatIsNoNominalTableIsRefusedWithItsPlace() {
    refused("", "t.arff:1: expected @relation, found the end of the file");
    refused("@data\n", "t.arff:1:1: expected @relation, found '@data'");
    refused(
        "@relation r\n@attribute a numeric\n",
        "t.arff:2:14: attribute 'a': expected '{' and its values, found 'n'");
    refused("@relation r\n@data\n", "t.arff:2: expected an @attribute before @data, found none");
    refused("@relation r\n", "t.arff:2: expected @attribute or @data, found the end of the file");
    refused(
        "@relation r\n@attribute a {x, x}\n",
        "t.arff:2: attribute 'a': value 'x' is declared twice");
    refused(HEAD + "@attribute a {x}\n", "t.arff:4: attribute 'a' is declared twice");
    refused(
        "@relation r\n@attribute a {x y}\n",
        "t.arff:2:17: expected ',' or '}' after a value, found 'y'");
    refused("@relation 'r\n", "t.arff:1:11: expected a closing quote, found the end of the line");
    refused("@relation r s\n", "t.arff:1:13: expected the end of the line, found 's'");
  }

  @Test
  void rowsThatDoNotFitAreRefusedWithTheirPlace() {
    refused(HEAD + "@data\nx,1\nz,1\n", "t.arff:6:1: 'z' is no value of attribute 'a'");
    refused(HEAD + "@data\nx,?\n", "t.arff:5:3: '?' is no value of attribute 'b'");
    refused(HEAD + "@data\nx\n", "t.arff:5: expected 2 values, found 1");
    refused(HEAD + "@data\nx,1,2\n", "t.arff:5:5: expected 2 values, found more");
    refused(
        HEAD + "@data\nx,\n", "t.arff:5:3: expected a name or a value, found the end of the line");
    refused(HEAD + "@data\n{0 x}\n", "t.arff:5:1: '{0' is no value of attribute 'a'");
  }

  private void refused(String text, String message) {
    assertEquals(message, assertThrows(FormatException.class, () -> read(text)).getMessage());
  }
}

package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
  @Test
  void theSameFigureTwiceGivesTheSameBytes() {
    List<Figure> first = Examples.all();
    List<Figure> second = Examples.all();
    for (int i = 0; i < first.size(); i++) {
      assertEquals(first.get(i).svg(), second.get(i).svg(), first.get(i).name());
      assertArrayEquals(first.get(i).png(), second.get(i).png(), first.get(i).name());
    }
  }

  @Test
  void drawingThePngFirstChangesNothing() {
    Figure figure = Examples.gene(2_000, false).figure(Examples.label("gene"));
    byte[] png = figure.png();
    assertArrayEquals(png, figure.png());
    assertEquals(figure.svg(), Examples.gene(2_000, false).figure(Examples.label("gene")).svg());
  }

  @Test
  void theLanguageOfTheMachineChangesNothing() {
    Locale before = Locale.getDefault();
    List<Figure> here = Examples.all();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      List<Figure> there = Examples.all();
      for (int i = 0; i < here.size(); i++) {
        assertEquals(here.get(i).svg(), there.get(i).svg(), here.get(i).name());
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everySvgIsWellFormedAndHasATitleACaptionAndAGenericFont() {
    for (Figure figure : Examples.all()) {
      var root = Xml.parse(figure.svg()).getDocumentElement();
      assertEquals("svg", root.getLocalName());
      assertEquals("0 0 720 " + figure.height(), root.getAttribute("viewBox"));
      assertTrue(root.getAttribute("font-family").endsWith(",sans-serif"));
      assertEquals(figure.title(), root.getElementsByTagName("title").item(0).getTextContent());
      assertEquals(figure.caption(), root.getElementsByTagName("desc").item(0).getTextContent());
      assertFalse(figure.svg().contains("NaN"));
      assertFalse(figure.svg().contains("base64"));
    }
  }

  @Test
  void everyTextSaysHowWideItWasMeasured() {
    for (Figure figure : Examples.all()) {
      for (var text : Xml.elements(Xml.parse(figure.svg()), "text")) {
        assertTrue(Double.parseDouble(text.getAttribute("textLength")) > 0, text::toString);
      }
    }
  }

  @Test
  void thePngHasTwoPixelsForEachAndIsNotBlank() throws IOException {
    Figure figure = Examples.bars().figure(Examples.label("bars"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.png()));
    assertEquals(2 * figure.width(), image.getWidth());
    assertEquals(2 * figure.height(), image.getHeight());
    assertEquals(0xffffff, image.getRGB(1, 1) & 0xffffff);
    long bar = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xffffff) == 0x56b4e9) {
          bar++;
        }
      }
    }
    assertTrue(bar > 20_000, "sky-blue pixels of the bars: " + bar);
  }

  @Test
  void filesHoldWhatTheFigureGives(@TempDir Path folder) throws IOException {
    Figure figure = Examples.bars().figure(Examples.label("bars"));
    figure.writeSvg(folder.resolve("bars.svg"));
    figure.writePng(folder.resolve("bars.png"));
    assertEquals(figure.svg(), Files.readString(folder.resolve("bars.svg")));
    assertArrayEquals(figure.png(), Files.readAllBytes(folder.resolve("bars.png")));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "no temporary file is left");
    }
  }

  @Test
  void aMissingFolderIsNamed(@TempDir Path folder) {
    Figure figure = Examples.bars().figure(Examples.label("bars"));
    Path target = folder.resolve("absent").resolve("bars.svg");
    IOException e = assertThrows(IOException.class, () -> figure.writeSvg(target));
    assertTrue(e.getMessage().contains("absent"), e.getMessage());
  }

  @Test
  void namesAreStemsOfFiles() {
    for (String bad : List.of("", "A", "a b", "a/b", "-a", "a.svg", "a\"b")) {
      assertThrows(IllegalArgumentException.class, () -> new FigureLabel(bad, "t", "c"), bad);
    }
    assertThrows(IllegalArgumentException.class, () -> new FigureLabel("a", " ", "c"));
    assertThrows(IllegalArgumentException.class, () -> new FigureLabel("a", "t", ""));
  }

  @Test
  void markupInTitleAndCaptionIsText() {
    FigureLabel label = new FigureLabel("x", "a < b & \"c\"", "<script>alert('1')</script>");
    Figure figure = Examples.bars().figure(label);
    assertFalse(figure.svg().contains("<script"));
    var root = Xml.parse(figure.svg()).getDocumentElement();
    assertEquals(label.title(), root.getElementsByTagName("title").item(0).getTextContent());
    assertEquals(label.caption(), root.getElementsByTagName("desc").item(0).getTextContent());
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    FigureLabel label = Examples.label("x");
    assertThrows(IllegalArgumentException.class, () -> Figure.of(label, 0, 10, (g, a) -> {}));
    assertThrows(IllegalArgumentException.class, () -> Figure.of(label, 10, 4001, (g, a) -> {}));
  }
}

package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

class ReportTest {
  private static final String EVIL = "<script>alert(\"1\")</script>&'";
  private static final Pattern URL = Pattern.compile("url\\(([^)]*)\\)");

  @Test
  void thePageIsWellFormedXml() {
    Document page = Xml.parse(Examples.report().html());
    assertEquals("html", page.getDocumentElement().getLocalName());
    int figures = Examples.all().size();
    assertEquals(figures, Xml.elements(page, "figure").size());
    assertEquals(figures, Xml.elements(page, "svg").size());
    assertEquals(2, Xml.elements(page, "table").size());
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    String html = Examples.report().html();
    Document page = Xml.parse(html);
    for (Element element : Xml.elements(page, "*")) {
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        String name = attributes.item(i).getNodeName();
        String value = attributes.item(i).getNodeValue();
        if (name.equals("xmlns")) {
          continue;
        }
        assertFalse(value.contains("://"), name + "=" + value);
        assertFalse(name.toLowerCase(Locale.ROOT).startsWith("on"), name);
        if (name.endsWith("href") || name.equals("src")) {
          assertTrue(value.startsWith("#"), name + "=" + value);
        }
      }
    }
    for (String loader : List.of("script", "link", "img", "iframe", "object", "embed", "image")) {
      assertEquals(0, Xml.elements(page, loader).size(), loader);
    }
    assertFalse(html.contains("@import"));
    assertFalse(html.contains("<?xml"));
    Matcher urls = URL.matcher(html);
    while (urls.find()) {
      assertTrue(urls.group(1).startsWith("#"), urls.group());
    }
  }

  @Test
  void everyIdIsUniqueAndEveryReferenceIsMet() {
    Figure clipped = clipped("clipped");
    Report report = Examples.report().figure(clipped).figure(clipped("clipped-c1"));
    String html = report.html();
    assertTrue(html.contains("url(#clipped.c1)") && html.contains("url(#clipped-c1.c1)"));
    Document page = Xml.parse(html);
    Set<String> ids = new HashSet<>();
    for (Element element : Xml.elements(page, "*")) {
      String id = element.getAttribute("id");
      if (!id.isEmpty()) {
        assertTrue(ids.add(id), "twice: " + id);
      }
    }
    assertTrue(ids.contains("clipped.c1") && ids.contains("clipped-c1.c1"), ids::toString);
    Matcher urls = URL.matcher(html);
    while (urls.find()) {
      assertTrue(ids.contains(urls.group(1).substring(1)), urls.group());
    }
    for (Element link : Xml.elements(page, "a")) {
      assertTrue(ids.contains(link.getAttribute("href").substring(1)), link.getAttribute("href"));
    }
  }

  private static Figure clipped(String name) {
    Drawing drawing =
        (g, area) -> {
          g.clipRect(10, 10, 20, 20);
          g.fillRect(0, 0, 60, 60);
        };
    return Figure.of(Examples.label(name), 80, 80, drawing);
  }

  @Test
  void theSameCallsGiveTheSameBytes(@TempDir Path folder) throws IOException {
    Examples.report().write(folder.resolve("a.html"));
    Examples.report().write(folder.resolve("b.html"));
    assertEquals(-1, Files.mismatch(folder.resolve("a.html"), folder.resolve("b.html")));
  }

  @Test
  void markupIsShownAndNeverRun() {
    LinkedHashMap<String, String> facts = new LinkedHashMap<>();
    facts.put(EVIL, EVIL);
    String html =
        Report.titled(EVIL)
            .summary(EVIL)
            .section(EVIL)
            .paragraph(EVIL)
            .code(EVIL)
            .facts(facts)
            .table(new Table(List.of(EVIL), List.of(List.of(EVIL)), EVIL))
            .figure(Examples.bars().figure(new FigureLabel("x", EVIL, EVIL)))
            .html();
    assertFalse(html.contains("<script"), "raw markup");
    Document page = Xml.parse(html);
    assertEquals(EVIL, Xml.elements(page, "h1").get(0).getTextContent());
    assertEquals(EVIL, Xml.elements(page, "h2").get(0).getTextContent());
    assertEquals(EVIL, Xml.elements(page, "code").get(0).getTextContent());
    assertEquals(EVIL, Xml.elements(page, "td").get(0).getTextContent());
  }

  @Test
  void theContentsListTheSectionsInOrder() {
    Document page = Xml.parse(Examples.report().html());
    List<String> links = Xml.elements(page, "a").stream().map(Element::getTextContent).toList();
    assertEquals(List.of("Accuracy", "Figures", "What was run"), links);
    assertEquals(0, Xml.elements(Xml.parse(Report.titled("t").html()), "nav").size());
  }

  @Test
  void factsKeepTheirOrder() {
    LinkedHashMap<String, String> facts = new LinkedHashMap<>();
    facts.put("zebra", "1");
    facts.put("ant", "2");
    String html = Report.titled("t").facts(facts).html();
    assertTrue(html.indexOf(">zebra<") < html.indexOf(">ant<"));
  }

  @Test
  void numbersStandAtTheRight() {
    Document page = Xml.parse(Examples.report().html());
    List<String> classes =
        Xml.elements(page, "td").stream().limit(3).map(e -> e.getAttribute("class")).toList();
    assertEquals(List.of("", "n", "n"), classes);
  }

  @Test
  void aFigureNameCannotBeUsedTwice() {
    Figure figure = Examples.bars().figure(Examples.label("bars"));
    Report report = Report.titled("t").figure(figure);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> report.figure(figure));
    assertTrue(e.getMessage().contains("'bars' twice"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Report.titled(" "));
  }
}

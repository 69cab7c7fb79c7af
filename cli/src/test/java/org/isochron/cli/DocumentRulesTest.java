package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house rules of texts: what they name exists, and nothing in them is left to be written. */
class DocumentRulesTest {
  private static final Set<String> TEXTS =
      Set.of("java", "md", "xml", "properties", "css", "cff", "json", "txt", "svg");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  // In pieces, so that this file keeps the rules it checks.
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|TB" + "D|[Ll]or" + "em)\\b");
  private static final Pattern HOME =
      Pattern.compile("(?<![\\w.])/(ho" + "me|ro" + "ot|tmp/w" + "t)\\b");
  private static final Pattern MODULE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  @Test
  void relativeLinksPointToFiles() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : Checkout.files(Set.of("md"))) {
      broken.addAll(brokenLinks(Files.readString(file), file));
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void aLinkToNothingIsFound() {
    Path file = Checkout.root().resolve("README.md");
    String text = "[a](nowhere.md) [b](README.md#x) [c](https://x.org) [d](#here)";
    assertEquals(List.of("README.md: nowhere.md"), brokenLinks(text, file));
  }

  private static List<String> brokenLinks(String text, Path file) {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      String target = link.group(1).replaceFirst("#.*", "");
      if (!target.contains(":")
          && !target.isEmpty()
          && !Files.exists(file.resolveSibling(target))) {
        broken.add(Checkout.root().relativize(file) + ": " + target);
      }
    }
    return broken;
  }

  @Test
  void nothingIsLeftToBeWritten() throws IOException {
    assertEquals(List.of(), linesWith(PLACEHOLDER));
    assertTrue(PLACEHOLDER.matcher("// TO" + "DO later").find());
  }

  @Test
  void noTextNamesAFolderOfOneMachine() throws IOException {
    assertEquals(List.of(), linesWith(HOME));
    assertTrue(HOME.matcher("see /ho" + "me/me/x").find());
    assertFalse(HOME.matcher("domain/ho" + "me/x").find());
  }

  private static List<String> linesWith(Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Checkout.files(TEXTS)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).find()) {
          found.add(Checkout.root().relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }

  @Test
  void everyModuleOfTheArchitectureExists() throws IOException {
    Matcher module = MODULE.matcher(Files.readString(Checkout.root().resolve("ARCHITECTURE.md")));
    List<String> named = new ArrayList<>();
    while (module.find()) {
      named.add(module.group(1));
    }
    assertTrue(named.contains("toolkit-core"), "modules named: " + named);
    for (String name : named) {
      assertTrue(Files.exists(Checkout.root().resolve(name).resolve("pom.xml")), name);
    }
  }
}

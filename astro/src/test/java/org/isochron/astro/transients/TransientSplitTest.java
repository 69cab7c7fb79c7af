package org.isochron.astro.transients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransientSplitTest {
  @TempDir Path folder;

  private static TransientSet grouped(int count) {
    TransientSet set = TransientClassifierTest.made(count);
    return set.with(
        set.objects().stream()
            .map(
                o ->
                    new TransientObject(o.curve(), o.label(), "t" + o.curve().size(), o.redshift()))
            .toList());
  }

  private static Set<String> groups(TransientSet set) {
    Set<String> groups = new HashSet<>();
    set.objects().forEach(o -> groups.add(o.group()));
    return groups;
  }

  @Test
  void groupsStayWhole() {
    TransientSplit split = TransientSplit.byGroup(grouped(100), 0.6, 0.2, 3);
    Set<String> train = groups(split.train());
    assertTrue(groups(split.test()).stream().noneMatch(train::contains));
    assertTrue(groups(split.validation()).stream().noneMatch(train::contains));
    int all =
        split.train().objects().size()
            + split.validation().objects().size()
            + split.test().objects().size();
    assertEquals(100, all);
    assertEquals(20, split.test().objects().size(), 10);
  }

  @Test
  void aSavedSplitIsRead() throws IOException {
    TransientSet set = grouped(30);
    TransientSplit split = TransientSplit.byGroup(set, 0.6, 0.2, 3);
    Path file = folder.resolve("split.tsv");
    split.save(file);
    assertEquals(split, TransientSplit.load(file, set));
    List<String> lines = Files.readAllLines(file);
    refused(set, "split.tsv:1: expected the header", lines.subList(1, lines.size()));
    refused(set, "split.tsv: 1 objects are missing", lines.subList(0, lines.size() - 1));
    refused(set, "split.tsv:2: expected 'object<tab>group", List.of(lines.get(0), "a\tb"));
    refused(set, "split.tsv:2: object 'a' is not among", List.of(lines.get(0), "a\tb\ttest"));
    refused(set, "split.tsv:3: object", List.of(lines.get(0), lines.get(1), lines.get(1)));
  }

  private void refused(TransientSet set, String message, List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve("split.tsv"), lines);
    FormatException e = assertThrows(FormatException.class, () -> TransientSplit.load(file, set));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void aGroupOnTwoSidesIsRefused() {
    TransientSet set = grouped(2);
    TransientSet one = set.with(List.of(set.objects().get(0)));
    assertThrows(IllegalArgumentException.class, () -> new TransientSplit(one, one, one));
  }
}

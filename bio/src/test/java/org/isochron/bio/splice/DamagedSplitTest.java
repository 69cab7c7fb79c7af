package org.isochron.bio.splice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isochron.bio.Damage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a split: a gene goes to no other side than its line says. */
class DamagedSplitTest {
  @TempDir Path folder;

  @Test
  void damagedSplitsAreReadOrRefused() throws IOException {
    GeneSet set = MadeGenes.set(MadeGenes.unrelated(9));
    GeneSplit split = set.splitByGroup(0.4, 0.3, 1);
    Path file = folder.resolve("x");
    Damage.check(
        "split.tsv",
        SplitFile.text(split).getBytes(UTF_8),
        Pattern.compile(Pattern.quote(file.toString()) + ":( split: |[0-9]+: )"),
        bytes -> {
          GeneSplit read = GeneSplit.load(Files.write(file, bytes), set);
          List<String> lines = new ArrayList<>(Damage.lines(bytes));
          lines.remove(0);
          assertEquals(
              lines.stream().map(l -> l.replaceFirst("\t.*\t", "\t")).sorted().toList(),
              Stream.of(
                      sides(read.train(), "train"),
                      sides(read.validation(), "validation"),
                      sides(read.test(), "test"),
                      sides(read.leftOut(), "left-out"))
                  .flatMap(List::stream)
                  .sorted()
                  .toList());
        });
  }

  private static List<String> sides(List<SenseGene> genes, String side) {
    return genes.stream()
        .map(gene -> new String(gene.geneId().getBytes(UTF_8), ISO_8859_1) + "\t" + side)
        .toList();
  }
}

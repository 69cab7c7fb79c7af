package org.isochron.bio.splice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.io.FormatException;

/** The text form of a {@link GeneSplit}. */
final class SplitFile {
  private static final String HEADER = "gene\tgroup\tset";
  private static final List<String> SETS = List.of("train", "validation", "test");

  private SplitFile() {}

  static String text(GeneSplit split) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    List<List<SenseGene>> sides = List.of(split.train(), split.validation(), split.test());
    for (int side = 0; side < sides.size(); side++) {
      for (SenseGene gene : sides.get(side)) {
        text.append(gene.geneId()).append('\t').append(gene.group()).append('\t');
        text.append(SETS.get(side)).append('\n');
      }
    }
    return text.toString();
  }

  static GeneSplit load(Path file, GeneSet genes) throws IOException {
    String name = file.toString();
    Map<String, SenseGene> left = new LinkedHashMap<>();
    for (SenseGene gene : genes.genes()) {
      left.put(gene.geneId(), gene);
    }
    List<List<SenseGene>> sides = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new FormatException(name + ":1", "expected the header '" + HEADER + "'");
    }
    for (int i = 1; i < lines.size(); i++) {
      String place = name + ":" + (i + 1);
      String[] cells = lines.get(i).split("\t", -1);
      int side = cells.length == 3 ? SETS.indexOf(cells[2]) : -1;
      if (side < 0) {
        throw new FormatException(
            place,
            "expected 'gene<tab>group<tab>train|validation|test', found '" + lines.get(i) + "'");
      }
      SenseGene gene = left.remove(cells[0]);
      if (gene == null || !gene.group().equals(cells[1])) {
        String what = gene == null ? "gene '" + cells[0] + "'" : "group '" + cells[1] + "'";
        throw new FormatException(place, what + " is not in the gene set, or comes twice");
      }
      sides.get(side).add(gene);
    }
    if (!left.isEmpty()) {
      String missing = left.keySet().iterator().next();
      throw new FormatException(
          name + ":" + lines.size(),
          left.size() + " genes are missing, the first is '" + missing + "'");
    }
    return checked(name, sides);
  }

  private static GeneSplit checked(String name, List<List<SenseGene>> sides)
      throws FormatException {
    try {
      return new GeneSplit(sides.get(0), sides.get(1), sides.get(2));
    } catch (IllegalArgumentException e) {
      throw new FormatException(name, e.getMessage(), e);
    }
  }
}

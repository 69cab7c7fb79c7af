package org.isochron.bio.splice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.fasta.DataLines;
import org.isochron.core.io.FormatException;

/** The text form of a {@link GeneSplit}: the set's genes, with the columns that it needs. */
final class SplitFile {
  private static final String HEADER = "gene\tgroup\tset";
  private static final String SPECIES = "\tspecies";
  private static final String CHROMOSOME = "\tchromosome";
  private static final List<String> SETS = List.of("train", "validation", "test", "left-out");

  private SplitFile() {}

  static String text(GeneSplit split) {
    List<List<SenseGene>> sides =
        List.of(split.train(), split.validation(), split.test(), split.leftOut());
    boolean species =
        sides.stream().flatMap(List::stream).anyMatch(gene -> !gene.species().isEmpty());
    StringBuilder text = new StringBuilder(header(species, split.byChromosome())).append('\n');
    for (int side = 0; side < sides.size(); side++) {
      for (SenseGene gene : sides.get(side)) {
        text.append(gene.geneId()).append('\t').append(gene.group()).append('\t');
        text.append(SETS.get(side));
        if (species) {
          text.append('\t').append(gene.species());
        }
        if (split.byChromosome()) {
          text.append('\t').append(gene.locus().chromosome());
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String header(boolean species, boolean byChromosome) {
    return HEADER + (species ? SPECIES : "") + (byChromosome ? CHROMOSOME : "");
  }

  static GeneSplit load(Path file, GeneSet genes) throws IOException {
    String name = file.toString();
    Map<String, SenseGene> left = new LinkedHashMap<>();
    for (SenseGene gene : genes.genes()) {
      left.put(gene.qualifiedId(), gene);
    }
    List<String> lines = lines(file);
    boolean species = !genes.species().isEmpty();
    String header = header(species, false);
    boolean byChromosome = !lines.isEmpty() && lines.get(0).equals(header(species, true));
    if (!byChromosome && (lines.isEmpty() || !lines.get(0).equals(header))) {
      throw new FormatException(
          name + ":1", "expected the header '" + header + "'" + hint(lines, species));
    }
    List<List<SenseGene>> sides =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 1; i < lines.size(); i++) {
      String place = name + ":" + (i + 1);
      Line line = Line.of(lines.get(i), place, species, byChromosome);
      if (!species || genes.species().contains(line.species())) {
        sides.get(line.side()).add(taken(line, left, place));
      }
    }
    if (!left.isEmpty()) {
      String missing = left.keySet().iterator().next();
      throw new FormatException(
          name + ":" + lines.size(),
          left.size() + " genes are missing, the first is '" + missing + "'");
    }
    return checked(name, sides, byChromosome);
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    try (DataLines lines = new DataLines(Files.newInputStream(file), file.toString())) {
      while (lines.next()) {
        all.add(lines.text());
      }
    }
    return all;
  }

  /** Says why a header of another split does not fit. */
  private static String hint(List<String> lines, boolean species) {
    boolean has = !lines.isEmpty() && lines.get(0).startsWith(HEADER + SPECIES);
    if (has == species || lines.isEmpty() || !lines.get(0).startsWith(HEADER)) {
      return "";
    }
    return has
        ? ": the split is of named species, the genes are of none"
        : ": the genes are of named species, the split is of none";
  }

  /** A gene's line; species and chromosome are empty where there is no such column. */
  private record Line(String gene, String group, int side, String species, String chromosome) {
    static Line of(String text, String place, boolean species, boolean byChromosome)
        throws FormatException {
      String[] cells = text.split("\t", -1);
      int columns = 3 + (species ? 1 : 0) + (byChromosome ? 1 : 0);
      int side = cells.length == columns ? SETS.indexOf(cells[2]) : -1;
      if (side < 0) {
        throw new FormatException(
            place,
            "expected 'gene<tab>group<tab>"
                + String.join("|", SETS)
                + header(species, byChromosome).substring(HEADER.length()).replace("\t", "<tab>")
                + "', found '"
                + text
                + "'");
      }
      return new Line(
          cells[0],
          cells[1],
          side,
          species ? cells[3] : "",
          byChromosome ? cells[columns - 1] : "");
    }
  }

  private static SenseGene taken(Line line, Map<String, SenseGene> left, String place)
      throws FormatException {
    String id = line.species().isEmpty() ? line.gene() : line.species() + ":" + line.gene();
    SenseGene gene = left.remove(id);
    boolean elsewhere =
        gene != null
            && !line.chromosome().isEmpty()
            && !gene.locus().chromosome().equals(line.chromosome());
    if (gene == null || !gene.group().equals(line.group()) || elsewhere) {
      String what =
          gene == null
              ? "gene '" + id + "'"
              : elsewhere
                  ? "gene '" + id + "' on chromosome '" + line.chromosome() + "'"
                  : "group '" + line.group() + "'";
      throw new FormatException(place, what + " is not in the gene set, or comes twice");
    }
    return gene;
  }

  private static GeneSplit checked(String name, List<List<SenseGene>> sides, boolean byChromosome)
      throws FormatException {
    try {
      return new GeneSplit(sides.get(0), sides.get(1), sides.get(2), sides.get(3), byChromosome);
    } catch (IllegalArgumentException e) {
      throw new FormatException(name, e.getMessage(), e);
    }
  }
}

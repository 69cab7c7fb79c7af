package org.isochron.bio.splice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.core.io.AtomicFile;

/**
 * Genes for training, validation and test; no gene and no group is on two sides.
 *
 * @param train genes to fit
 * @param validation genes to stop early and choose thresholds by; possibly none
 * @param test genes to report on
 */
public record GeneSplit(List<SenseGene> train, List<SenseGene> validation, List<SenseGene> test) {
  /**
   * Checks that the sides are apart.
   *
   * @throws IllegalArgumentException if a gene comes twice or a group is on two sides
   */
  public GeneSplit {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    Map<String, Integer> sideOfGroup = new HashMap<>();
    Set<String> ids = new HashSet<>();
    List<List<SenseGene>> sides = List.of(train, validation, test);
    for (int side = 0; side < sides.size(); side++) {
      for (SenseGene gene : sides.get(side)) {
        if (!ids.add(gene.geneId())) {
          throw new IllegalArgumentException("split: gene " + gene.geneId() + " comes twice");
        }
        Integer earlier = sideOfGroup.putIfAbsent(gene.group(), side);
        if (earlier != null && earlier != side) {
          throw new IllegalArgumentException("split: group " + gene.group() + " is on two sides");
        }
      }
    }
  }

  /** Compares test with training and validation together. */
  public LeakReport leakCheck() {
    List<SenseGene> seen = new ArrayList<>(train);
    seen.addAll(validation);
    return LeakCheck.of(seen, test);
  }

  /**
   * Writes {@code split.tsv}: a header {@code gene group set}, then a line per gene, tab-separated;
   * whole or not at all.
   *
   * @throws IOException if the file cannot be written
   */
  public void save(Path file) throws IOException {
    AtomicFile.writeText(file, SplitFile.text(this));
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @param genes the set that was split
   * @throws org.isochron.core.io.FormatException if a line breaks the format, names a gene or a
   *     group that the set does not have, or a gene of the set is missing
   * @throws IOException if the file cannot be read
   */
  public static GeneSplit load(Path file, GeneSet genes) throws IOException {
    return SplitFile.load(file, genes);
  }
}

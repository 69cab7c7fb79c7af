package org.isochron.bio.splice;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;

/** Tells apart the genes of one name that several files of a species have. */
final class GeneNames {
  private final Set<String> used = new HashSet<>();

  /** Returns the sequences of a file, their genes under names that no file before it has. */
  List<AnnotatedSequence> distinct(List<AnnotatedSequence> ofFile) {
    Set<String> earlier = Set.copyOf(used);
    return ofFile.stream().map(sequence -> distinct(sequence, earlier)).toList();
  }

  private AnnotatedSequence distinct(AnnotatedSequence sequence, Set<String> earlier) {
    List<Gene> genes =
        sequence.genes().stream()
            .map(
                gene -> {
                  String id = gene.id();
                  for (int n = 2; earlier.contains(id); n++) {
                    id = gene.id() + "." + n;
                  }
                  used.add(id);
                  return gene.called(id);
                })
            .toList();
    return sequence.withGenes(genes);
  }
}

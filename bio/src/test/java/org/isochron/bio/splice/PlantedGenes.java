package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.SpliceJunction;
import org.isochron.bio.annotation.Strand;
import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.TrainingConfig;

/**
 * Made genes whose introns begin and end alike in a species: GTAAGTC...TTTCCAG or others; between,
 * half of the bases are T in one species, C in the other.
 */
final class PlantedGenes {
  private static final String[][] INTRONS = {{"GTAAGTC", "TTTCCAG"}, {"GTCCGAA", "GACACAG"}};

  /** The intron of every gene, forward. */
  static final Interval INTRON = new Interval(200, 300);

  private PlantedGenes() {}

  /** Returns genes of one kind; reads of the intron are 10 or 1000, by a base of the exon. */
  static List<AnnotatedSequence> of(int species, int count) {
    List<AnnotatedSequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bases = MadeGenes.bases(1000 * species + i, MadeGenes.LENGTH);
      for (int j = 207; j < 293; j += 2) {
        bases[j] = (byte) "TC".charAt(species);
      }
      for (int j = 0; j < 7; j++) {
        bases[200 + j] = (byte) INTRONS[species][0].charAt(j);
        bases[293 + j] = (byte) INTRONS[species][1].charAt(j);
      }
      AnnotatedSequence made = MadeGenes.sequence("s" + i, bases);
      List<SpliceJunction> junctions =
          i % 4 == 3
              ? List.of()
              : List.of(
                  junction(made.id(), INTRON, Strand.PLUS, i % 2 == 0 ? 10 : 1000),
                  junction(made.id(), new Interval(210, 290), Strand.MINUS, 77));
      sequences.add(
          new AnnotatedSequence(
              made.id(), made.bases(), made.genes(), made.placement(), junctions));
    }
    return sequences;
  }

  private static SpliceJunction junction(
      String sequence, Interval intron, Strand strand, double count) {
    return new SpliceJunction(sequence, intron, Optional.of(strand), count);
  }

  /** Returns genes of two species, oak and bee. */
  static GeneSet ofTwoSpecies(int each) {
    Map<String, List<AnnotatedSequence>> sequences = new LinkedHashMap<>();
    sequences.put("oak", of(0, each));
    sequences.put("bee", of(1, each));
    return GeneSet.ofSpecies(sequences, GeneSetConfig.defaults());
  }

  /** Returns a small network that is trained for some seconds. */
  static SpliceConfig config(int epochs) {
    return new SpliceConfig(
        new SpliceConfig.NetworkConfig(7, 1, 8, 8, 0),
        600,
        new TrainingConfig(epochs, 4, 0, 1, new OptimizerConfig(2e-2, 0, 1, 0.05, 0.9)));
  }
}

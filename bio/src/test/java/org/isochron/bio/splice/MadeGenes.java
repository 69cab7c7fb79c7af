package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;

/** Sequences of random bases with a two-exon gene each, seeded by their name's number. */
final class MadeGenes {
  static final int LENGTH = 600;

  private MadeGenes() {}

  static byte[] bases(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bases = new byte[length];
    for (int i = 0; i < length; i++) {
      bases[i] = (byte) "ACGT".charAt(random.nextInt(4));
    }
    return bases;
  }

  static AnnotatedSequence sequence(String name, byte[] bases) {
    List<Interval> exons = List.of(new Interval(100, 200), new Interval(300, 401));
    Gene gene = Gene.of(name + ":g", name, Strand.PLUS, exons);
    return new AnnotatedSequence(name, bases, List.of(gene));
  }

  static AnnotatedSequence sequence(String name, long seed) {
    return sequence(name, bases(seed, LENGTH));
  }

  static AnnotatedSequence reversed(AnnotatedSequence from, String name) {
    Gene mirrored = from.genes().get(0).mirrored(from.length());
    Gene gene = Gene.of(name + ":g", name, mirrored.strand(), mirrored.exons());
    return new AnnotatedSequence(name, Iupac.reverseComplement(from.bases()), List.of(gene));
  }

  /** Returns sequences s0, s1, ... that have nothing in common. */
  static List<AnnotatedSequence> unrelated(int count) {
    List<AnnotatedSequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sequences.add(sequence("s" + i, i));
    }
    return sequences;
  }

  static GeneSet set(List<AnnotatedSequence> sequences) {
    return GeneSet.of(sequences, GeneSetConfig.defaults());
  }
}

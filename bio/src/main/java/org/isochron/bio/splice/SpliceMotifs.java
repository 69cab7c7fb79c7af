package org.isochron.bio.splice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;

/**
 * How often introns start and end with which dinucleotides, in the sense direction.
 *
 * <p>GT-AG and GC-AG are spliced by the major, AT-AC mostly by the minor spliceosome (Burge,
 * Padgett, Sharp 1998, doi:10.1016/S1097-2765(00)80292-0).
 *
 * @param introns all of them
 * @param gtAg introns GT...AG
 * @param gcAg introns GC...AG
 * @param atAc introns AT...AC
 * @param others every other intron, in the genes' order
 */
public record SpliceMotifs(int introns, int gtAg, int gcAg, int atAc, List<Other> others) {
  /** The kinds that are counted by name, in sense direction. */
  private static final int ENOUGH = 20;

  static final List<String> KINDS = List.of("GT-AG", "GC-AG", "AT-AC");

  /** The name of every other kind. */
  static final String OTHER = "other";

  /**
   * An intron with other ends.
   *
   * @param geneId its gene
   * @param intron on the forward sequence
   * @param motif its ends, as in {@code AT-AG}
   */
  public record Other(String geneId, Interval intron, String motif) {}

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if the parts do not add up to {@code introns}
   */
  public SpliceMotifs {
    others = List.copyOf(others);
    if (gtAg + gcAg + atAc + others.size() != introns) {
      throw new IllegalArgumentException(
          "motifs: expected "
              + introns
              + " in all, found "
              + gtAg
              + " + "
              + gcAg
              + " + "
              + atAc
              + " + "
              + others.size());
    }
  }

  /** Counts the introns of every gene of some sequences. */
  public static SpliceMotifs of(List<AnnotatedSequence> sequences) {
    int[] counts = new int[3];
    List<Other> others = new ArrayList<>();
    int introns = 0;
    for (AnnotatedSequence sequence : sequences) {
      for (Gene gene : sequence.genes()) {
        for (Interval intron : gene.introns()) {
          introns++;
          String motif = motif(sequence.bases(), intron, gene.strand());
          int kind = KINDS.indexOf(motif);
          if (kind >= 0) {
            counts[kind]++;
          } else {
            others.add(new Other(gene.id(), intron, motif));
          }
        }
      }
    }
    return new SpliceMotifs(introns, counts[0], counts[1], counts[2], others);
  }

  /** Returns the kind of an intron, in positions of sense bases. */
  static String kind(byte[] sense, Interval intron) {
    String motif = motif(sense, intron, Strand.PLUS);
    return KINDS.contains(motif) ? motif : OTHER;
  }

  private static String motif(byte[] bases, Interval intron, Strand strand) {
    byte[] ends = {
      bases[intron.start()],
      bases[intron.start() + 1],
      bases[intron.end() - 2],
      bases[intron.end() - 1]
    };
    byte[] sense = strand == Strand.MINUS ? Iupac.reverseComplement(ends) : ends;
    String text = new String(sense, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
    String dna = text.replace('U', 'T');
    return dna.substring(0, 2) + "-" + dna.substring(2);
  }

  /** Returns the share of GT-AG among all introns, NaN where there is none. */
  public double canonicalShare() {
    return introns == 0 ? Double.NaN : (double) gtAg / introns;
  }

  /**
   * Tells whether too few introns have the ends that introns have: of 20 and more, less than half.
   * Then the annotation is of another genome, as chance gives about one in 80.
   */
  public boolean lookForeign() {
    return introns >= ENOUGH && 2 * others.size() > introns;
  }

  /** Returns one line, as in {@code 1751 introns: 1736 GT-AG, 13 GC-AG, 1 AT-AC, 1 other}. */
  public String summary() {
    return introns
        + " introns: "
        + gtAg
        + " GT-AG, "
        + gcAg
        + " GC-AG, "
        + atAc
        + " AT-AC, "
        + others.size()
        + " other";
  }
}

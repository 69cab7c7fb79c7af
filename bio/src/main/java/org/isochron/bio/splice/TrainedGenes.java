package org.isochron.bio.splice;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.isochron.bio.fasta.Iupac;

/**
 * The genes that a model has seen, known by their sequences: whatever file, record or strand they
 * come in, and whatever flank they are read with.
 *
 * <p>A gene's fingerprint is the first 16 hex digits of the SHA-256 of its span, from the first to
 * the last exon, in upper case, on the strand whose text comes first in the alphabet.
 *
 * @param training fingerprints of the genes that the parameters were fitted to, sorted, each once
 * @param validation those of the genes that chose the epoch and the thresholds
 */
public record TrainedGenes(List<String> training, List<String> validation) {
  private static final int BYTES = 8;

  /** Copies the lists. */
  public TrainedGenes {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
  }

  /**
   * What some genes share with the model's.
   *
   * @param training those that parameters were fitted to
   * @param validation others that chose the epoch and the thresholds
   */
  public record Overlap(int training, int validation) {
    /** Returns how many the model has seen. */
    public int seen() {
      return training + validation;
    }
  }

  /** Returns the genes that a training on this split sees. */
  public static TrainedGenes of(GeneSplit split) {
    return new TrainedGenes(fingerprints(split.train()), fingerprints(split.validation()));
  }

  /** Counts the genes that the model has seen. */
  public Overlap overlap(List<SenseGene> genes) {
    Set<String> inTraining = Set.copyOf(training);
    Set<String> inValidation = Set.copyOf(validation);
    int trained = 0;
    int validated = 0;
    for (SenseGene gene : genes) {
      String fingerprint = fingerprint(gene);
      if (inTraining.contains(fingerprint)) {
        trained++;
      } else if (inValidation.contains(fingerprint)) {
        validated++;
      }
    }
    return new Overlap(trained, validated);
  }

  private static List<String> fingerprints(List<SenseGene> genes) {
    return genes.stream().map(TrainedGenes::fingerprint).distinct().sorted().toList();
  }

  static String fingerprint(SenseGene gene) {
    int first = gene.sensePosition(gene.gene().span().start());
    int last = gene.sensePosition(gene.gene().span().end() - 1);
    byte[] sense =
        Arrays.copyOfRange(gene.bases(), Math.min(first, last), Math.max(first, last) + 1);
    for (int i = 0; i < sense.length; i++) {
      sense[i] = upper(sense[i]);
    }
    byte[] other = Iupac.reverseComplement(sense);
    byte[] chosen = Arrays.compare(sense, other) <= 0 ? sense : other;
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(chosen);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** RNA's U is DNA's T. */
  private static byte upper(byte letter) {
    char upper = Character.toUpperCase((char) letter);
    return (byte) (upper == 'U' ? 'T' : upper);
  }
}

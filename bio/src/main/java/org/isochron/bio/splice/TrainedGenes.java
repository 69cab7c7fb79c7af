package org.isochron.bio.splice;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.model.Provenance;

/**
 * The genes that a model has seen, known by their sequences: whatever file, record or strand they
 * come in, and whatever flank they are read with.
 *
 * <p>A gene's fingerprint is the first 16 hex digits of the SHA-256 of its span, from the first to
 * the last exon, in upper case, on the strand whose text comes first in the alphabet.
 */
public final class TrainedGenes {
  // No file's name has a slash.
  private static final String TRAINING = "genes/train";
  private static final String VALIDATION = "genes/validation";
  private static final int BYTES = 8;

  private final Set<String> training;
  private final Set<String> validation;

  private TrainedGenes(Set<String> training, Set<String> validation) {
    this.training = training;
    this.validation = validation;
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

  /** Returns what a model's provenance names them by: two entries, all fingerprints in each. */
  public List<Provenance.DataFile> provenance() {
    return List.of(
        new Provenance.DataFile(TRAINING, String.join(" ", training)),
        new Provenance.DataFile(VALIDATION, String.join(" ", validation)));
  }

  /** Tells whether a provenance names its genes; models of early versions do not. */
  public static boolean areNamedIn(Provenance provenance) {
    return provenance.data().stream().anyMatch(entry -> entry.name().equals(TRAINING));
  }

  /** Returns the genes that a provenance names; none where it names none. */
  public static TrainedGenes in(Provenance provenance) {
    return new TrainedGenes(named(provenance, TRAINING), named(provenance, VALIDATION));
  }

  /** Tells whether an entry of a provenance stands for genes and not for a file. */
  public static boolean isEntry(Provenance.DataFile entry) {
    return entry.name().equals(TRAINING) || entry.name().equals(VALIDATION);
  }

  private static Set<String> named(Provenance provenance, String entry) {
    Set<String> named = new TreeSet<>();
    for (Provenance.DataFile file : provenance.data()) {
      if (file.name().equals(entry)) {
        named.addAll(Arrays.asList(file.sha256().split(" ", -1)));
      }
    }
    return named;
  }

  /** Counts the genes that the model has seen. */
  public Overlap overlap(List<SenseGene> genes) {
    int trained = 0;
    int validated = 0;
    for (SenseGene gene : genes) {
      String fingerprint = fingerprint(gene);
      if (training.contains(fingerprint)) {
        trained++;
      } else if (validation.contains(fingerprint)) {
        validated++;
      }
    }
    return new Overlap(trained, validated);
  }

  /** Returns the number of different training genes. */
  public int trainingCount() {
    return training.size();
  }

  /** Returns the number of different validation genes. */
  public int validationCount() {
    return validation.size();
  }

  private static Set<String> fingerprints(List<SenseGene> genes) {
    Set<String> all = new TreeSet<>();
    genes.forEach(gene -> all.add(fingerprint(gene)));
    return all;
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

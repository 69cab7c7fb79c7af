package org.isochron.bio.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.core.io.FormatException;

/**
 * An intron that sequenced RNA spans: evidence that it is used, not an annotation.
 *
 * @param sequenceId the sequence that the positions refer to
 * @param interval the intron, 0-based and half-open
 * @param strand empty where the file does not tell
 * @param count how many reads span it, finite and at least 0
 */
public record SpliceJunction(
    String sequenceId, Interval interval, Optional<Strand> strand, double count) {
  /** The source column of such rows in files of WormBase, FlyBase and KorfLab. */
  public static final String RNA_SEQ = "RNASeq_splice";

  /** The type column of such rows. */
  static final String TYPE = "intron";

  private record Key(String sequenceId, Interval interval, Optional<Strand> strand) {}

  /**
   * Checks the count.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public SpliceJunction {
    if (!(count >= 0) || !Double.isFinite(count)) {
      throw new IllegalArgumentException("count: expected at least 0, found " + count);
    }
  }

  /**
   * Reads the {@code intron} rows of one source; the count is column 6, the score.
   *
   * @param source as in {@link #RNA_SEQ}
   * @return one junction a row, in the file's order, so that one may come several times
   * @throws FormatException if the file breaks the format, or such a row has no count
   * @throws IOException if it cannot be read
   */
  public static List<SpliceJunction> read(Path file, String source) throws IOException {
    List<SpliceJunction> junctions = new ArrayList<>();
    try (AnnotationReader reader = AnnotationReader.open(file)) {
      for (AnnotationFeature f = reader.next(); f != null; f = reader.next()) {
        if (f.type().equals(TYPE) && f.source().equals(source)) {
          junctions.add(of(f));
        }
      }
    }
    return List.copyOf(junctions);
  }

  /**
   * Takes a row for a junction.
   *
   * @throws FormatException if its score is no count
   */
  public static SpliceJunction of(AnnotationFeature feature) throws FormatException {
    double count = feature.score().orElse(-1);
    if (count < 0) {
      String found = feature.score().isEmpty() ? "'.'" : String.valueOf(count);
      throw new FormatException(
          feature.place(), "score: expected a count of reads, at least 0, found " + found);
    }
    return new SpliceJunction(feature.sequenceId(), feature.interval(), feature.strand(), count);
  }

  /** Returns this junction on a sequence of another name. */
  public SpliceJunction on(String otherSequenceId) {
    return new SpliceJunction(otherSequenceId, interval, strand, count);
  }

  /** Tells whether a gene of a strand may use it: where the file names no strand, any may. */
  public boolean mayBeOf(Strand wanted) {
    return strand.isEmpty() || strand.get() == wanted;
  }

  /** Returns each junction once, in the order of first rows, with the sum of its counts. */
  public static List<SpliceJunction> united(List<SpliceJunction> junctions) {
    Map<Key, Double> counts = new LinkedHashMap<>();
    for (SpliceJunction j : junctions) {
      counts.merge(new Key(j.sequenceId, j.interval, j.strand), j.count, Double::sum);
    }
    List<SpliceJunction> united = new ArrayList<>();
    counts.forEach(
        (k, count) -> united.add(new SpliceJunction(k.sequenceId, k.interval, k.strand, count)));
    return List.copyOf(united);
  }
}

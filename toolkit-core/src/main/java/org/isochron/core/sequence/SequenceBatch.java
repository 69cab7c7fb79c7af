package org.isochron.core.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of equal channel count that are run together; lengths may differ and no padding is
 * stored.
 */
public final class SequenceBatch {
  private final List<Sequence> sequences;

  private SequenceBatch(List<Sequence> sequences) {
    this.sequences = sequences;
  }

  /**
   * Makes a batch.
   *
   * @param sequences at least one, all with the same number of channels
   * @throws IllegalArgumentException if there is none, or channels differ
   */
  public static SequenceBatch of(List<Sequence> sequences) {
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("a batch needs at least one sequence, found none");
    }
    int channels = sequences.get(0).channels();
    for (Sequence s : sequences) {
      if (s.channels() != channels) {
        throw new IllegalArgumentException(
            s.id()
                + ": expected "
                + channels
                + " channels as in "
                + sequences.get(0).id()
                + ", found "
                + s.channels());
      }
    }
    return new SequenceBatch(List.copyOf(sequences));
  }

  /**
   * Makes a batch from a padded time-major array.
   *
   * @param x [T,N,C]; entries after a sequence's end are not read
   * @param shape T, N, C
   * @param lengths N lengths, 1 to T
   * @throws IllegalArgumentException if sizes disagree
   */
  public static SequenceBatch ofTimeMajor(double[] x, int[] shape, int[] lengths) {
    int steps = shape[0];
    int size = shape[1];
    int channels = shape[2];
    if (x.length != (long) steps * size * channels || lengths.length != size) {
      throw new IllegalArgumentException(
          "x: expected ["
              + steps
              + ","
              + size
              + ","
              + channels
              + "] and "
              + size
              + " lengths, found "
              + x.length
              + " values and "
              + lengths.length
              + " lengths");
    }
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      if (lengths[n] < 1 || lengths[n] > steps) {
        throw new IllegalArgumentException(
            "lengths[" + n + "]: expected 1 to " + steps + ", found " + lengths[n]);
      }
      double[] features = new double[lengths[n] * channels];
      for (int t = 0; t < lengths[n]; t++) {
        System.arraycopy(x, (t * size + n) * channels, features, t * channels, channels);
      }
      sequences.add(new Sequence("sequence " + n, channels, features));
    }
    return of(sequences);
  }

  /** Returns N. */
  public int size() {
    return sequences.size();
  }

  /** Returns C. */
  public int channels() {
    return sequences.get(0).channels();
  }

  /** Returns T, the longest length. */
  public int steps() {
    int steps = 0;
    for (int n = 0; n < sequences.size(); n++) {
      steps = Math.max(steps, sequences.get(n).steps());
    }
    return steps;
  }

  /** Returns sequence n. */
  public Sequence get(int n) {
    return sequences.get(n);
  }

  /** Returns whether all sequences have sparse features. */
  public boolean isSparse() {
    for (int n = 0; n < sequences.size(); n++) {
      if (sequences.get(n).sparse() == null) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether any sequence has a mask of its steps. */
  public boolean hasMask() {
    for (int n = 0; n < sequences.size(); n++) {
      if (sequences.get(n).present() != null) {
        return true;
      }
    }
    return false;
  }

  /** Returns the batch without the steps that are not there. */
  public SequenceBatch withoutGaps() {
    return hasMask() ? of(sequences.stream().map(Sequence::withoutGaps).toList()) : this;
  }

  /** Returns the number of steps over all sequences. */
  public long totalSteps() {
    long total = 0;
    for (int n = 0; n < sequences.size(); n++) {
      total += sequences.get(n).steps();
    }
    return total;
  }
}

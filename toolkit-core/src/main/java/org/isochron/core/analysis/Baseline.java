package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/** Where the path of integrated gradients begins. */
public final class Baseline {
  private static final Baseline ZEROS = new Baseline(null, List.of());

  private final double[] row;
  private final List<Sequence> sequences;

  private Baseline(double[] row, List<Sequence> sequences) {
    this.row = row;
    this.sequences = sequences;
  }

  /** Returns zeros, of the input or of a layer's activations. */
  public static Baseline zeros() {
    return ZEROS;
  }

  /**
   * Returns an input that is the same at every step; of a layer, the activations that it causes.
   *
   * @param row [I]
   */
  public static Baseline input(double... row) {
    return new Baseline(row.clone(), List.of());
  }

  /**
   * Returns inputs; of a layer, the activations that they cause.
   *
   * @param sequences one as long as each sequence of the batch, in its order, with its gaps
   */
  public static Baseline inputs(List<Sequence> sequences) {
    return new Baseline(null, List.copyOf(sequences));
  }

  boolean isZero() {
    return row == null && sequences.isEmpty();
  }

  /** Returns the baseline inputs of a batch. */
  SequenceBatch batch(SequenceBatch of) {
    List<Sequence> made = new ArrayList<>();
    for (int n = 0; n < of.size(); n++) {
      Sequence like = of.get(n);
      Sequence own = row == null ? given(n, of.size()) : repeated(like);
      if (own.steps() != like.steps() || own.channels() != like.channels()) {
        throw new IllegalArgumentException(
            "baseline of "
                + like.id()
                + ": expected ["
                + like.steps()
                + ","
                + like.channels()
                + "], found ["
                + own.steps()
                + ","
                + own.channels()
                + "]");
      }
      if (own.present() != null && !Arrays.equals(own.present(), like.presentOrAll())) {
        throw new IllegalArgumentException(
            "baseline of "
                + like.id()
                + ": expected its gaps, for a path leads from step to step, found others in "
                + own.id());
      }
      Sequence alike = new Sequence(own.id(), own.channels(), own.features());
      made.add(like.present() == null ? alike : alike.mask(like.present()));
    }
    return SequenceBatch.of(made);
  }

  private Sequence given(int n, int size) {
    if (sequences.size() != size) {
      throw new IllegalArgumentException(
          "baseline: expected " + size + " sequences, found " + sequences.size());
    }
    return sequences.get(n);
  }

  private Sequence repeated(Sequence like) {
    double[] features = new double[like.steps() * row.length];
    for (int t = 0; t < like.steps(); t++) {
      System.arraycopy(row, 0, features, t * row.length, row.length);
    }
    return new Sequence("baseline of " + like.id(), row.length, features);
  }
}

package org.isochron.core.sequence;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One sequence: features [T,C], row after row, and what any number of heads are to say: class
 * labels, numbers or transcripts.
 *
 * <p>The arrays are not copied; whoever makes a sequence hands them over.
 */
public final class Sequence {
  /** The label of a step or sequence that takes no part in a loss. */
  public static final int IGNORE = -1;

  private final String id;
  private final int channels;
  private final double[] features;
  private final SparseFeatures sparse;
  private final int steps;
  private final Map<String, int[]> labels = new LinkedHashMap<>();
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<String, int[]> transcripts = new LinkedHashMap<>();
  private boolean[] present;

  /**
   * Makes a sequence without labels.
   *
   * @param id name, for messages
   * @param channels C, at least 1
   * @param features [T,C] with T at least 1
   * @throws IllegalArgumentException if the length is no positive multiple of C
   */
  public Sequence(String id, int channels, double[] features) {
    this.id = Objects.requireNonNull(id, "id");
    if (channels < 1) {
      throw new IllegalArgumentException(id + ": channels must be at least 1, found " + channels);
    }
    if (features.length == 0 || features.length % channels != 0) {
      throw new IllegalArgumentException(
          id
              + ": features must be [T,"
              + channels
              + "] with T at least 1, found "
              + features.length
              + " values");
    }
    this.channels = channels;
    this.features = features;
    sparse = null;
    steps = features.length / channels;
  }

  /**
   * Makes a sequence without labels, whose features are mostly zero. Fused cells, and heads that
   * see the input, read them as they are; whatever else wants them gets a table.
   *
   * @param id name, for messages
   * @param channels C, at least 1
   * @param features T of them, at least 1
   * @throws IllegalArgumentException if there is no channel or step
   */
  public Sequence(String id, int channels, SparseFeatures features) {
    this.id = Objects.requireNonNull(id, "id");
    if (channels < 1 || features.steps() < 1) {
      throw new IllegalArgumentException(
          id
              + ": features must be [T,C] with T and C at least 1, found "
              + features.steps()
              + " and "
              + channels);
    }
    this.channels = channels;
    this.features = null;
    sparse = features;
    steps = features.steps();
  }

  /**
   * Says which steps are there, as a mask in Keras: a step that is not leaves the state of a
   * recurrence as it is and repeats its output; its features and labels are not read.
   *
   * @param steps [T], false for a gap
   * @return this sequence
   * @throws IllegalArgumentException if there are not T
   */
  public Sequence mask(boolean... steps) {
    if (steps.length != steps()) {
      throw new IllegalArgumentException(
          id + ": mask: expected " + steps() + " steps, found " + steps.length);
    }
    present = steps;
    return this;
  }

  /**
   * Adds labels for a head: one class for each step, or a single one for the sequence.
   *
   * @param head the head's name
   * @param classes class indices, or {@link #IGNORE}
   * @return this sequence
   * @throws IllegalArgumentException if there are neither T labels nor one
   */
  public Sequence label(String head, int... classes) {
    if (classes.length != steps() && classes.length != 1) {
      throw new IllegalArgumentException(
          id + ": labels of " + head + ": expected " + steps() + " or 1, found " + classes.length);
    }
    labels.put(head, classes);
    return this;
  }

  /**
   * Adds numbers for a head to predict: a row for each step, or a single one.
   *
   * @param head the head's name
   * @param values [T,K] or [K]
   * @param mask [T] or [1] whether a row is known, or null where all are
   * @param rows T or 1
   * @return this sequence
   * @throws IllegalArgumentException if the lengths do not fit
   */
  public Sequence target(String head, double[] values, boolean[] mask, int rows) {
    boolean rowsFit = rows == steps() || rows == 1;
    boolean lengthsFit = rowsFit && values.length > 0 && values.length % rows == 0;
    if (!lengthsFit || (mask != null && mask.length != rows)) {
      throw new IllegalArgumentException(
          id
              + ": targets of "
              + head
              + ": expected "
              + steps()
              + " rows or 1, with a mask of as many or none, found "
              + values.length
              + " values in "
              + rows
              + " rows and a mask of "
              + (mask == null ? 0 : mask.length));
    }
    targets.put(head, new Target(values, mask, rows));
    return this;
  }

  /**
   * Adds the classes that appear in order, without saying when: what CTC is trained by.
   *
   * @param head the head's name
   * @param classes class indices from 1, 0 being the blank
   * @return this sequence
   */
  public Sequence transcript(String head, int... classes) {
    transcripts.put(head, classes);
    return this;
  }

  /**
   * Returns a part of this sequence, with the labels and numbers of its steps.
   *
   * @param from first step
   * @param to where it ends
   * @throws IllegalArgumentException if there is no such part, or a label is of the sequence as a
   *     whole
   */
  public Sequence slice(int from, int to) {
    int steps = steps();
    if (from < 0 || to <= from || to > steps) {
      throw new IllegalArgumentException(
          id + ": expected a part of [0," + steps + "), found [" + from + "," + to + ")");
    }
    labels.forEach((head, all) -> checkPerStep(head, all.length));
    targets.forEach((head, all) -> checkPerStep(head, all.rows()));
    if (!transcripts.isEmpty()) {
      throw new IllegalArgumentException(id + ": a transcript cannot be cut into parts");
    }
    Sequence slice = select(id + "[" + from + "," + to + ")", IntStream.range(from, to).toArray());
    slice.present = present == null ? null : Arrays.copyOfRange(present, from, to);
    return slice;
  }

  private void checkPerStep(String head, int rows) {
    if (rows != steps()) {
      throw new IllegalArgumentException(
          id + ": " + head + " is of the sequence as a whole and cannot be cut into parts");
    }
  }

  /**
   * Returns this sequence without the steps that are not there.
   *
   * @throws IllegalArgumentException if none is there
   */
  public Sequence withoutGaps() {
    if (present == null) {
      return this;
    }
    int[] steps = IntStream.range(0, present.length).filter(t -> present[t]).toArray();
    if (steps.length == 0) {
      throw new IllegalArgumentException(id + ": mask: expected a step that is there, found none");
    }
    return select(id, steps);
  }

  /** Returns some steps, with what is said of them, and of the sequence as a whole. */
  private Sequence select(String name, int... steps) {
    int all = steps();
    double[] x = new double[steps.length * channels];
    double[] from = features();
    for (int i = 0; i < steps.length; i++) {
      System.arraycopy(from, steps[i] * channels, x, i * channels, channels);
    }
    Sequence selected = new Sequence(name, channels, x);
    labels.forEach((head, y) -> selected.label(head, y.length == all ? pick(y, steps) : y));
    targets.forEach(
        (head, y) -> {
          int rows = y.rows() == all ? steps.length : 1;
          int[] of = y.rows() == all ? steps : new int[] {0};
          int size = y.values().length / y.rows();
          double[] values = new double[rows * size];
          boolean[] mask = new boolean[rows];
          for (int i = 0; i < rows; i++) {
            System.arraycopy(y.values(), of[i] * size, values, i * size, size);
            mask[i] = y.known(of[i]);
          }
          selected.target(head, values, mask, rows);
        });
    selected.transcripts.putAll(transcripts);
    return selected;
  }

  private static int[] pick(int[] values, int... steps) {
    return Arrays.stream(steps).map(t -> values[t]).toArray();
  }

  /** Returns which steps are there, not a copy, or null if all are. */
  public boolean[] present() {
    return present;
  }

  /** Returns which steps are there. */
  public boolean[] presentOrAll() {
    if (present != null) {
      return present;
    }
    boolean[] all = new boolean[steps()];
    Arrays.fill(all, true);
    return all;
  }

  /**
   * Returns, for each step, which row it has of those of the steps that are there: its own, in a
   * gap that of the step before it, or of the first.
   */
  public int[] rowsOfSteps() {
    boolean[] there = presentOrAll();
    int[] rows = new int[there.length];
    int passed = 0;
    for (int t = 0; t < there.length; t++) {
      passed += there[t] ? 1 : 0;
      rows[t] = Math.max(0, passed - 1);
    }
    return rows;
  }

  /** Returns a head's numbers, or null if there are none. */
  public Target target(String head) {
    return targets.get(head);
  }

  /** Returns a head's transcript, not a copy, or null if there is none. */
  public int[] transcript(String head) {
    return transcripts.get(head);
  }

  /** Returns the name. */
  public String id() {
    return id;
  }

  /** Returns T. */
  public int steps() {
    return steps;
  }

  /** Returns C. */
  public int channels() {
    return channels;
  }

  /** Returns the features [T,C], not a copy; of a sparse sequence a table that is made anew. */
  public double[] features() {
    if (sparse == null) {
      return features;
    }
    double[] table = new double[Math.multiplyExact(steps, channels)];
    int[] columns = new int[sparse.most()];
    float[] values = new float[sparse.most()];
    for (int t = 0; t < steps; t++) {
      int count = sparse.write(t, columns, values, 0);
      for (int i = 0; i < count; i++) {
        table[t * channels + columns[i]] = values[i];
      }
    }
    return table;
  }

  /** Returns the features that are not zero, or null if the sequence has a table of all. */
  public SparseFeatures sparse() {
    return sparse;
  }

  /** Returns a head's labels, not a copy, or null if there are none. */
  public int[] labels(String head) {
    return labels.get(head);
  }

  @Override
  public String toString() {
    return "Sequence " + id + " [" + steps() + "," + channels + "] labels " + labels.keySet();
  }
}

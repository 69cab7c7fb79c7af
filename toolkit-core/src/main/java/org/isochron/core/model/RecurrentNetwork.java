package org.isochron.core.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Dropout;
import org.isochron.core.recurrence.Initialisation;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;

/**
 * A trunk of recurrent layers and the heads on it: what a network computes, without parameters.
 *
 * @param trunk the layers
 * @param heads at least one, with distinct names
 * @param dropout between layers and before the heads, in training
 */
public record RecurrentNetwork(Recurrence trunk, List<Head> heads, Dropout dropout) {
  /** Checks the heads. */
  public RecurrentNetwork {
    heads = List.copyOf(heads);
    Set<String> names = new LinkedHashSet<>();
    for (Head head : heads) {
      if (!names.add(head.name())) {
        throw new IllegalArgumentException("two heads are named " + head.name());
      }
    }
    if (heads.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one head, found none");
    }
  }

  /**
   * Makes a network without dropout.
   *
   * @param trunk the layers
   * @param heads the heads
   */
  public static RecurrentNetwork of(Recurrence trunk, Head... heads) {
    return new RecurrentNetwork(trunk, List.of(heads), new Dropout(0));
  }

  /** Returns this network with another dropout rate. */
  public RecurrentNetwork withDropout(double rate) {
    return new RecurrentNetwork(trunk, heads, new Dropout(rate));
  }

  /** Returns the layout of the parameters: the trunk's, then each head's. */
  public ParameterLayout layout() {
    List<ParameterLayout.Entry> entries = new ArrayList<>(ParameterLayout.entriesOf(trunk));
    for (Head head : heads) {
      entries.addAll(head.parameterEntries(headInputSize(head)));
    }
    return new ParameterLayout(entries);
  }

  /** Returns the number of features that a head reads. */
  public int headInputSize(Head head) {
    return head.inputSize(trunk.outputSize(), trunk.inputSize());
  }

  /**
   * Returns the head of a name.
   *
   * @param name its name
   * @throws IllegalArgumentException if there is none
   */
  public Head head(String name) {
    return heads.stream()
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no head is named %s; there are %s"
                        .formatted(name, heads.stream().map(Head::name).toList())));
  }

  /**
   * Returns the initial parameters of {@link Initialisation#DEFAULT}.
   *
   * @param seed the seed
   */
  public double[] initialParameters(long seed) {
    return initialParameters(seed, Initialisation.DEFAULT);
  }

  /**
   * Returns initial parameters: each cell's own ({@link Cell#initialise}); head weights uniform in
   * ±1/√(inputs); other biases 0.
   *
   * @param seed the seed
   * @param initial what the cells' matrices begin with
   */
  public double[] initialParameters(long seed, Initialisation initial) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    ParameterLayout layout = layout();
    double[] values = new double[layout.size()];
    int at = 0;
    for (Layer layer : trunk.layers()) {
      for (Cell cell : layer.cells()) {
        cell.initialise(values, at, random, initial);
        at += cell.parameterEntries().stream().mapToInt(ParameterLayout.Entry::size).sum();
      }
    }
    for (Head head : heads) {
      for (ParameterLayout.Entry entry : head.parameterEntries(headInputSize(head))) {
        if (entry.shape().size() == 2) {
          uniform(values, layout.offset(entry.name()), entry.size(), entry.shape().get(1), random);
        }
      }
    }
    return values;
  }

  private static void uniform(
      double[] values, int offset, int count, int fan, RandomGenerator random) {
    double bound = 1 / Math.sqrt(fan);
    for (int i = 0; i < count; i++) {
      values[offset + i] = (2 * random.nextDouble() - 1) * bound;
    }
  }
}

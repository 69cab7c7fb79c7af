package org.isochron.cli;

import java.util.List;
import java.util.function.Consumer;
import org.isochron.core.recurrence.Workers;
import org.isochron.datasets.LocatedDataset;

/**
 * What a run of a reproduction is given.
 *
 * @param data its data sets, verified
 * @param seed all randomness comes from it
 * @param workers who computes; their number changes no result
 * @param progress takes a line now and then
 */
record ReproductionInput(
    List<LocatedDataset> data, long seed, Workers workers, Consumer<String> progress) {
  ReproductionInput {
    data = List.copyOf(data);
  }

  /**
   * Returns a data set.
   *
   * @throws IllegalArgumentException if it is none of the reproduction's
   */
  LocatedDataset data(String name) {
    return data.stream()
        .filter(found -> found.dataset().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "data set "
                        + name
                        + ": expected one of "
                        + data.stream().map(found -> found.dataset().name()).toList()));
  }
}

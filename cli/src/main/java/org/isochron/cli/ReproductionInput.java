package org.isochron.cli;

import java.util.function.Consumer;
import org.isochron.core.recurrence.Workers;
import org.isochron.datasets.LocatedDataset;

/**
 * What a run of a reproduction is given.
 *
 * @param data verified files
 * @param seed all randomness comes from it
 * @param workers who computes; their number changes no result
 * @param progress takes a line now and then
 */
record ReproductionInput(
    LocatedDataset data, long seed, Workers workers, Consumer<String> progress) {}

package org.isochron.core.recurrence;

import java.util.List;
import java.util.random.RandomGenerator;

/** A cell around another one, with the same state and name, and with its parameters first. */
interface WrappedCell extends Cell {
  /** Returns the cell within. */
  Cell cell();

  /** Refuses a second wrapper of a class around a cell. */
  static void refuseSecond(Class<? extends WrappedCell> wrapper, Cell cell) {
    if (wrapper.isInstance(cell)) {
      throw new IllegalArgumentException(
          wrapper.getSimpleName() + " around another one, found " + cell);
    }
    if (cell instanceof WrappedCell wrapped) {
      refuseSecond(wrapper, wrapped.cell());
    }
  }

  /** Checks a probability. */
  static void checkRate(String name, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), found " + rate);
    }
  }

  @Override
  default String name() {
    return cell().name();
  }

  @Override
  default int inputSize() {
    return cell().inputSize();
  }

  @Override
  default int hiddenSize() {
    return cell().hiddenSize();
  }

  @Override
  default List<String> stateNames() {
    return cell().stateNames();
  }

  @Override
  default List<Integer> stateSizes() {
    return cell().stateSizes();
  }

  @Override
  default List<ParameterLayout.Entry> parameterEntries() {
    return cell().parameterEntries();
  }

  @Override
  default void initialise(
      double[] values, int offset, RandomGenerator random, Initialisation initial) {
    cell().initialise(values, offset, random, initial);
  }
}

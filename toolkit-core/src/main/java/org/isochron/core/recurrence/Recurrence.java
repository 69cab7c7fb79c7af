package org.isochron.core.recurrence;

import java.util.List;

/**
 * Anything that maps a sequence [T,I] to one [T,O] by recurrence: a cell, reversed time, both
 * directions, a stack.
 */
public interface Recurrence {
  /** Returns I. */
  int inputSize();

  /** Returns O. */
  int outputSize();

  /** Returns the layers from input to output. */
  List<Layer> layers();
}

package org.isochron.core.recurrence;

/** A cell whose features are images. */
interface ConvCell extends WiredCell {
  /** Returns sizes and layout. */
  ConvImages images();

  @Override
  default int inputSize() {
    return images().inputSize();
  }

  @Override
  default int hiddenSize() {
    return images().hiddenSize();
  }
}

package org.isochron.core.kernel;

/** What a {@link FusedKernel} keeps: saved activations and gradient sums too. */
final class FusedWindow extends Window {
  /** Whether {@link #sparse} stands for {@link #x}. */
  boolean isSparse;

  /** Gate activations of each step [rows, gates]. */
  float[] gates = new float[0];

  /** What else each step saves [before + rows, saved]; an LSTM's c. */
  float[] saved = new float[0];

  float[] dz = new float[0];
  float[] scratch = new float[0];

  /** Where the backward sweep stands. */
  final FusedKernel.Step step = new FusedKernel.Step();

  /** Gradient in the kernel's own layout, one array per {@link GradientPart}. */
  final GradientPart[] parts;

  FusedWindow(LaneBlock block, int components, GradientPart... parts) {
    super(block, components);
    this.parts = parts;
  }

  @Override
  public void exchangeRows(Window other) {
    super.exchangeRows(other);
    FusedWindow fused = (FusedWindow) other;
    float[] of = gates;
    gates = fused.gates;
    fused.gates = of;
    of = saved;
    saved = fused.saved;
    fused.saved = of;
    of = dz;
    dz = fused.dz;
    fused.dz = of;
  }
}

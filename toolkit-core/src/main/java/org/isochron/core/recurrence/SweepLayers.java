package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.SequenceKernel;

/** The layers of a {@link Sweep} as stages, and what is done with the parameters of each kernel. */
final class SweepLayers {
  private final Sweep sweep;
  private final Kernels kernels;
  private final List<Stage> stages = new ArrayList<>();
  private final List<KernelPlace> places = new ArrayList<>();
  private final IntConsumer packTask = this::packKernel;
  private final IntConsumer gradientTask = this::addGradientOfKernel;
  private double[] flat;

  /** Where a kernel is. */
  private record KernelPlace(Pass pass, int kernel) {}

  SweepLayers(Sweep sweep, Recurrence recurrence, Kernels kernels) {
    this.sweep = sweep;
    this.kernels = kernels;
    List<Layer> layers = recurrence.layers();
    int parameters = 0;
    for (int l = 0; l < layers.size(); ) {
      int end = l + 1;
      while (end < layers.size() && layers.get(l).runsWith(layers.get(end))) {
        end++;
      }
      parameters = addStage(layers, l, end, parameters);
      l = end;
    }
  }

  /** Adds a stage of layers of the same one direction, or of one layer of both. */
  private int addStage(List<Layer> layers, int from, int to, int firstParameter) {
    Stage stage = new Stage(sweep, stages.size(), to, layers.get(to - 1).outputSize());
    int at = firstParameter;
    int column = 0;
    List<Integer> directions = layers.get(from).directions();
    for (int i = 0; i < directions.size(); i++) {
      List<SequenceKernel> cells = new ArrayList<>();
      int[] offsets = new int[to - from];
      boolean[] residual = new boolean[to - from];
      for (int l = from; l < to; l++) {
        Cell cell = layers.get(l).cells().get(i);
        cells.add(cell.sequenceKernel(kernels).orElseGet(() -> new TracedKernel(cell, kernels)));
        offsets[l - from] = at;
        at += cell.parameterEntries().stream().mapToInt(ParameterLayout.Entry::size).sum();
        residual[l - from] = layers.get(l).residual();
      }
      Pass pass = new Pass(stage, cells, offsets, residual, from, directions.get(i), column);
      stage.add(pass);
      for (int k = 0; k < cells.size(); k++) {
        places.add(new KernelPlace(pass, k));
      }
      column += cells.get(cells.size() - 1).outputSize();
    }
    stages.add(stage);
    return at;
  }

  /** Returns the stages from input to output. */
  List<Stage> stages() {
    return stages;
  }

  /** Returns which paths the kernels run on. */
  String path() {
    List<String> paths =
        places.stream().map(p -> p.pass.kernels().get(p.kernel).path()).distinct().toList();
    return String.join(", ", paths);
  }

  /** Packs parameters, kernel by kernel in parallel. */
  void pack(double[] parameters) {
    flat = parameters;
    sweep.workers().run(places.size(), packTask);
  }

  private void packKernel(int i) {
    KernelPlace at = places.get(i);
    at.pass.kernels().get(at.kernel).pack(flat, at.pass.offset(at.kernel));
  }

  /** Adds the gradients of all blocks, in order, kernel by kernel in parallel. */
  void addGradient(double[] gradient) {
    flat = gradient;
    sweep.workers().run(places.size(), gradientTask);
  }

  private void addGradientOfKernel(int i) {
    KernelPlace at = places.get(i);
    SequenceKernel kernel = at.pass.kernels().get(at.kernel);
    for (int b = 0; b < sweep.blocks().count(); b++) {
      kernel.addGradient(at.pass.block(b).window(at.kernel), flat, at.pass.offset(at.kernel));
    }
  }
}

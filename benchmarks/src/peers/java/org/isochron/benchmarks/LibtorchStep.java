package org.isochron.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.PackedSequence;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.training.StepBenchmark;

/**
 * The step of {@link StepBenchmark} in libtorch: recurrent module, Linear, mean cross-entropy over
 * all steps, backward, Adam; or an inference pass. Its data lie ready as tensors, packed where
 * wanted; ours are read anew in each step.
 */
// A scope frees what is made inside it; a guard holds while it is open: neither is referenced.
@SuppressWarnings("try")
final class LibtorchStep {
  private static final String CANDIDATE = "/bn";

  private final Problem problem;
  private final boolean packed;
  private final Trunk trunk;
  private final LinearImpl head;
  private final Adam adam;
  private final Tensor inputs;
  private final PackedSequence packedInputs;
  private final Tensor labels;
  private final PackedSequence packedLabels;

  /** A recurrent module and its two ways to run, which have no common type in libtorch. */
  private record Trunk(
      Module module,
      Function<Tensor, Tensor> padded,
      Function<PackedSequence, PackedSequence> packed) {}

  /**
   * Makes modules with the problem's parameters.
   *
   * @param problem what
   * @param packed whether to pack the sequences
   */
  LibtorchStep(Problem problem, boolean packed) {
    this.problem = problem;
    this.packed = packed;
    // Its own threads, next to libtorch's, make the paths without oneDNN slower.
    openblas.blas_set_num_threads(1);
    int n = problem.batch().size();
    int steps = problem.batch().steps();
    inputs = torch.tensor(problem.inputs()).view(steps, n, problem.batch().channels());
    labels = torch.tensor(problem.labels());
    Tensor lengths = torch.tensor(problem.lengths());
    packedInputs = torch.pack_padded_sequence(inputs, lengths, false, false);
    packedLabels = torch.pack_padded_sequence(labels.view(steps, n), lengths, false, false);
    trunk = trunk(problem);
    head = new LinearImpl(problem.network().trunk().outputSize(), StepBenchmark.CLASSES);
    setParameters();
    List<Tensor> all = new ArrayList<>(Arrays.asList(trunk.module.parameters().get()));
    all.addAll(Arrays.asList(head.parameters().get()));
    adam = new Adam(new TensorVector(all.toArray(new Tensor[0])), new AdamOptions(1e-3));
  }

  private static Trunk trunk(Problem problem) {
    int input = problem.what().shape().input();
    int hidden = problem.what().shape().hidden();
    int layers = problem.what().shape().layers();
    boolean both = problem.what().bidirectional();
    switch (problem.what().cell()) {
      case "lstm" -> {
        LSTMOptions options = new LSTMOptions(input, hidden);
        options.num_layers().put(layers);
        options.bidirectional().put(both);
        LSTMImpl m = new LSTMImpl(options);
        return new Trunk(m, x -> m.forward(x).get0(), x -> m.forward_with_packed_input(x).get0());
      }
      case "gru" -> {
        GRUOptions options = new GRUOptions(input, hidden);
        options.num_layers().put(layers);
        options.bidirectional().put(both);
        GRUImpl m = new GRUImpl(options);
        return new Trunk(m, x -> m.forward(x).get0(), x -> m.forward_with_packed_input(x).get0());
      }
      default -> {
        RNNOptions options = new RNNOptions(input, hidden);
        options.num_layers().put(layers);
        options.bidirectional().put(both);
        RNNImpl m = new RNNImpl(options);
        return new Trunk(m, x -> m.forward(x).get0(), x -> m.forward_with_packed_input(x).get0());
      }
    }
  }

  /** Returns what runs the step, or the inference pass, once. */
  Runnable step() {
    return problem.what().inference() ? this::infer : this::train;
  }

  private void train() {
    try (PointerScope scope = new PointerScope()) {
      adam.zero_grad();
      loss().backward();
      adam.step();
    }
  }

  private void infer() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      torch.softmax(logits(), -1);
    }
  }

  private Tensor logits() {
    return head.forward(
        packed ? trunk.packed.apply(packedInputs).data() : trunk.padded.apply(inputs));
  }

  private Tensor loss() {
    Tensor rows = logits().view(-1, StepBenchmark.CLASSES);
    return torch.cross_entropy(rows, packed ? packedLabels.data() : labels);
  }

  /**
   * Computes the loss with the present parameters, and its gradient in our layout.
   *
   * @param gradient is overwritten
   * @return the loss of the same pass
   */
  double lossAndGradient(double[] gradient) {
    adam.zero_grad();
    Tensor loss = loss();
    loss.backward();
    ParameterLayout layout = problem.network().layout();
    tensors()
        .forEach((name, tensor) -> layout.set(gradient, name, values(part(name, tensor.grad()))));
    return loss.item_double();
  }

  /** Returns the loss of an inference pass, for which libtorch has other kernels. */
  double inferredLoss() {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      return loss().item_double();
    }
  }

  private static double[] values(Tensor tensor) {
    FloatPointer data = tensor.contiguous().data_ptr_float();
    double[] values = new double[(int) tensor.numel()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i);
    }
    return values;
  }

  /**
   * Sets the modules to the problem's parameters. PyTorch has two biases where ours has their sum:
   * its recurrent one is set to 0, but for a GRU's candidate.
   */
  private void setParameters() {
    ParameterLayout layout = problem.network().layout();
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Tensor[] all = trunk.module.parameters().get();
      for (Tensor tensor : all) {
        tensor.zero_();
      }
      for (Map.Entry<String, Tensor> p : tensors().entrySet()) {
        double[] from = layout.get(problem.parameters(), p.getKey());
        float[] values = new float[from.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) from[i];
        }
        Tensor to = part(p.getKey(), p.getValue());
        to.copy_(torch.tensor(values).view_as(to));
      }
    }
  }

  /** Returns the tensors that hold ours, by our names. */
  private Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new TreeMap<>();
    StringTensorDict named = trunk.module.named_parameters();
    List<Layer> layers = problem.network().trunk().layers();
    for (int l = 0; l < layers.size(); l++) {
      for (int d = 0; d < layers.get(l).cells().size(); d++) {
        Cell cell = layers.get(l).cells().get(d);
        String path = "layer" + l + "/" + Layer.DIRECTIONS.get(d) + "/" + cell.name();
        String suffix = "_l" + l + (d == 1 ? "_reverse" : "");
        tensors.put(path + "/wx", named.get("weight_ih" + suffix));
        tensors.put(path + "/wh", named.get("weight_hh" + suffix));
        tensors.put(path + "/b", named.get("bias_ih" + suffix));
        if (problem.what().cell().equals("gru")) {
          tensors.put(path + CANDIDATE, named.get("bias_hh" + suffix));
        }
      }
    }
    tensors.put("head/" + StepBenchmark.HEAD + "/output/w", head.weight());
    tensors.put("head/" + StepBenchmark.HEAD + "/output/b", head.bias());
    return tensors;
  }

  /** Returns the part of a tensor that ours is: of a GRU's recurrent bias, the candidate's. */
  private Tensor part(String name, Tensor tensor) {
    int hidden = problem.what().shape().hidden();
    return name.endsWith(CANDIDATE) ? tensor.narrow(0, 2L * hidden, hidden) : tensor;
  }
}

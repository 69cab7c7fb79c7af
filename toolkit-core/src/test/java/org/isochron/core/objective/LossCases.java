package org.isochron.core.objective;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.objective.Head.Scope;
import org.isochron.core.sequence.Sequence;

/** A step head of every loss, and random targets for any head. */
public final class LossCases {
  private static final List<Double> WEIGHTS = List.of(1.0, 0.25, 2.5);

  private LossCases() {}

  /** Returns a linear head on every step for each loss. */
  public static List<Head> heads() {
    return List.of(
        Head.of("classes", Scope.STEP, 3).withClassWeights(WEIGHTS),
        Head.of("smooth", Scope.STEP, 3, Loss.crossEntropy(0.2)).withClassWeights(WEIGHTS),
        Head.of("focal", Scope.STEP, 3, Loss.focal(1.5)).withClassWeights(WEIGHTS),
        Head.of("yes", Scope.STEP, 2, Loss.binary()),
        Head.of("values", Scope.STEP, 3, Loss.squared()).withClassWeights(WEIGHTS),
        Head.of("huber", Scope.STEP, 2, Loss.huber(0.7)),
        Head.of("counts", Scope.STEP, 1, Loss.poisson()),
        Head.of("gauss", Scope.STEP, 4, Loss.gaussian()),
        Head.of("words", Scope.STEP, 3, Loss.ctc()),
        Head.of("pooled", Scope.STEP, 3, Loss.pooledCrossEntropy(1.7)).withClassWeights(WEIGHTS),
        Head.of("chain", Scope.STEP, 3, Loss.chain(chain())));
  }

  /** Returns a chain of four states on three logits, the last state on two of them. */
  public static LinearChain chain() {
    List<LinearChain.Transition> all = LinearChain.full(4).transitions();
    return new LinearChain(List.of(List.of(0), List.of(1), List.of(2), List.of(0, 2)), all);
  }

  /** Returns a sequence of one channel with targets for a head. */
  public static Sequence labelled(RandomGenerator random, Head head, int steps) {
    Sequence s = new Sequence("s", 1, new double[steps]);
    label(random, s, head);
    return s;
  }

  /** Adds random targets for a head, about a fifth of them unknown. */
  public static void label(RandomGenerator random, Sequence s, Head head) {
    int rows = head.answers(s.steps());
    if (head.loss().kind() == Loss.Kind.CTC) {
      int[] words = {1, 2, 2};
      int fits = s.steps() >= 4 ? 3 : Math.min(2, s.steps());
      s.transcript(head.name(), Arrays.copyOf(words, fits));
      return;
    }
    if (head.loss().takesValues()) {
      double[] values = new double[rows * head.values()];
      Arrays.setAll(values, i -> random.nextDouble());
      boolean[] mask = new boolean[rows];
      for (int t = 0; t < rows; t++) {
        mask[t] = random.nextInt(5) > 0;
      }
      s.target(head.name(), values, mask, rows);
      return;
    }
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      boolean ignored = random.nextInt(5) == 0;
      labels[i] = ignored ? Sequence.IGNORE : random.nextInt(head.labels());
    }
    s.label(head.name(), labels);
  }
}

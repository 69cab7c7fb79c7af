package org.isochron.core.objective;

import java.util.Arrays;
import java.util.List;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.Target;

/** Losses written from their formulas, in double, alignments and paths one by one: the oracle. */
public final class ReferenceLoss {
  private final Head head;
  private final double[] transitions;

  /**
   * Makes the oracle.
   *
   * @param transitions scores of a chain's transitions; else unused
   */
  public ReferenceLoss(Head head, double[] transitions) {
    this.head = head;
    this.transitions = transitions;
  }

  /** Returns how much a sequence counts. */
  public double weight(Sequence s) {
    Loss loss = head.loss();
    if (loss.kind() == Loss.Kind.CTC) {
      return 1;
    }
    if (loss.takesValues()) {
      Target target = s.target(head.name());
      double count = 0;
      for (int t = 0; t < target.rows(); t++) {
        count += target.known(t) ? 1 : 0;
      }
      return count;
    }
    return Arrays.stream(s.labels(head.name()))
        .filter(label -> label != Sequence.IGNORE)
        .mapToDouble(label -> loss.takesClasses() ? head.classWeights().get(label) : 1)
        .sum();
  }

  /** Returns the loss of a sequence, not divided by its weight. */
  public double loss(Sequence s, double[][] z) {
    return switch (head.loss().kind()) {
      case CHAIN -> new PathSums(head.loss().chain(), transitions, z).loss(s.labels(head.name()));
      case CTC -> -StrictMath.log(alignments(z, s.transcript(head.name()), new int[z.length], 0));
      case POOLED_CROSS_ENTROPY -> pooled(z, s.labels(head.name())[0]);
      case CROSS_ENTROPY, FOCAL -> classes(z, s.labels(head.name()));
      default -> values(z, s.target(head.name()));
    };
  }

  private double classes(double[][] z, int[] labels) {
    List<Double> w = head.classWeights();
    double parameter = head.loss().parameter();
    double sum = 0;
    for (int t = 0; t < labels.length; t++) {
      if (labels[t] == Sequence.IGNORE) {
        continue;
      }
      double[] p = softmax(z[t]);
      if (head.loss().kind() == Loss.Kind.FOCAL) {
        double own = p[labels[t]];
        sum -= w.get(labels[t]) * StrictMath.pow(1 - own, parameter) * StrictMath.log(own);
        continue;
      }
      for (int k = 0; k < p.length; k++) {
        double q = parameter / p.length + (k == labels[t] ? 1 - parameter : 0);
        sum -= w.get(k) * q * StrictMath.log(p[k]);
      }
    }
    return sum;
  }

  private double pooled(double[][] z, int label) {
    if (label == Sequence.IGNORE) {
      return 0;
    }
    double r = head.loss().parameter();
    double[] mean = new double[z[0].length];
    for (double[] row : z) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += StrictMath.exp(r * row[k]) / z.length;
      }
    }
    double[] pooled = Arrays.stream(mean).map(m -> StrictMath.log(m) / r).toArray();
    return -head.classWeights().get(label) * StrictMath.log(softmax(pooled)[label]);
  }

  private double values(double[][] z, Target target) {
    int count = head.values();
    double sum = 0;
    for (int t = 0; t < z.length; t++) {
      for (int k = 0; target.known(t) && k < count; k++) {
        double variance = z[t].length > count ? z[t][count + k] : 0;
        double y = target.values()[t * count + k];
        sum += head.classWeights().get(k) * value(z[t][k], variance, y);
      }
    }
    return sum;
  }

  private double value(double z, double logVariance, double y) {
    double r = Math.abs(z - y);
    double delta = head.loss().parameter();
    return switch (head.loss().kind()) {
      case BINARY -> {
        double p = 1 / (1 + StrictMath.exp(-z));
        yield -y * StrictMath.log(p) - (1 - y) * StrictMath.log(1 - p);
      }
      case SQUARED -> r * r;
      case HUBER -> r <= delta ? r * r / 2 : delta * r - delta * delta / 2;
      case POISSON -> StrictMath.exp(z) - y * z;
      default -> {
        double variance = StrictMath.exp(logVariance);
        double density =
            StrictMath.exp(-r * r / (2 * variance)) / StrictMath.sqrt(2 * Math.PI * variance);
        yield -StrictMath.log(density);
      }
    };
  }

  private double alignments(double[][] z, int[] transcript, int[] path, int t) {
    if (t == z.length) {
      int[] said = new int[path.length];
      int length = 0;
      double p = 1;
      for (int i = 0; i < path.length; i++) {
        p *= softmax(z[i])[path[i]];
        if (path[i] != 0 && (i == 0 || path[i] != path[i - 1])) {
          said[length++] = path[i];
        }
      }
      return Arrays.equals(Arrays.copyOf(said, length), transcript) ? p : 0;
    }
    double sum = 0;
    for (int k = 0; k < z[t].length; k++) {
      path[t] = k;
      sum += alignments(z, transcript, path, t + 1);
    }
    return sum;
  }

  private static double[] softmax(double[] z) {
    double[] p = new double[z.length];
    Arrays.setAll(p, k -> StrictMath.exp(z[k]));
    double sum = Arrays.stream(p).sum();
    Arrays.setAll(p, k -> p[k] / sum);
    return p;
  }
}

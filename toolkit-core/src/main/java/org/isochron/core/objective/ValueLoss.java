package org.isochron.core.objective;

import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.Target;

/** Losses of outputs against numbers; see {@link Loss.Kind}. */
final class ValueLoss implements SequenceLoss {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  private final Head head;
  private final Loss.Kind kind;
  private final double delta;
  private final double[] weights;
  private final int outputs;
  private final int values;

  ValueLoss(Head head) {
    this.head = head;
    kind = head.loss().kind();
    delta = head.loss().parameter();
    weights = head.classWeights().stream().mapToDouble(Double::doubleValue).toArray();
    outputs = head.outputs();
    values = head.values();
  }

  @Override
  public double weight(Sequence sequence) {
    Target target = head.target(sequence);
    double sum = 0;
    for (int t = 0; t < target.rows(); t++) {
      if (target.known(t)) {
        check(sequence, target, t);
        sum++;
      }
    }
    return sum;
  }

  private void check(Sequence sequence, Target target, int t) {
    for (int k = 0; k < values; k++) {
      double y = target.values()[t * values + k];
      boolean fits =
          switch (kind) {
            case BINARY -> y >= 0 && y <= 1;
            case POISSON -> y >= 0 && y < Double.POSITIVE_INFINITY;
            default -> Double.isFinite(y);
          };
      if (!fits) {
        String range = kind == Loss.Kind.BINARY ? "in [0, 1]" : "finite";
        throw new IllegalArgumentException(
            sequence.id()
                + ": target of "
                + head.name()
                + " at step "
                + t
                + ": expected "
                + (kind == Loss.Kind.POISSON ? "at least 0 and finite" : range)
                + ", found "
                + y);
      }
    }
  }

  @Override
  public double apply(OutputRows rows, Sequence sequence, double factor) {
    Target target = head.target(sequence);
    float[] z = rows.outputs();
    float[] dz = rows.cotangents();
    double sum = 0;
    for (int t = 0; t < rows.count(); t++) {
      int at = rows.start(t);
      for (int k = 0; k < outputs; k++) {
        dz[at + k] = 0f;
      }
      for (int k = 0; target.known(t) && k < values; k++) {
        double y = target.values()[t * values + k];
        sum += value(z, dz, at + k, y, factor * weights[k]);
      }
    }
    return sum;
  }

  private double value(float[] z, float[] dz, int at, double y, double w) {
    double r = z[at] - y;
    switch (kind) {
      case SQUARED -> {
        dz[at] = (float) (2 * w * r);
        return w * r * r;
      }
      case HUBER -> {
        boolean near = Math.abs(r) <= delta;
        dz[at] = (float) (w * (near ? r : Math.copySign(delta, r)));
        return w * (near ? 0.5 * r * r : delta * (Math.abs(r) - 0.5 * delta));
      }
      case POISSON -> {
        double rate = StrictMath.exp(z[at]);
        dz[at] = (float) (w * (rate - y));
        return w * (rate - y * z[at]);
      }
      case BINARY -> {
        double e = StrictMath.exp(-Math.abs(z[at]));
        double p = z[at] >= 0 ? 1 / (1 + e) : e / (1 + e);
        dz[at] = (float) (w * (p - y));
        return w * (Math.max(z[at], 0) + StrictMath.log1p(e) - y * z[at]);
      }
      default -> {
        double precision = StrictMath.exp(-z[at + values]);
        dz[at] = (float) (w * r * precision);
        dz[at + values] = (float) (0.5 * w * (1 - r * r * precision));
        return w * (HALF_LOG_TWO_PI + 0.5 * (z[at + values] + r * r * precision));
      }
    }
  }

  @Override
  public void predict(OutputRows rows, float[] predictions) {
    float[] z = rows.outputs();
    for (int t = 0; t < rows.count(); t++) {
      for (int k = 0; k < outputs; k++) {
        double v = z[rows.start(t) + k];
        predictions[t * outputs + k] =
            (float)
                switch (kind) {
                  case BINARY -> 1 / (1 + StrictMath.exp(-v));
                  case POISSON -> StrictMath.exp(v);
                  case GAUSSIAN -> k < values ? v : StrictMath.exp(v);
                  default -> v;
                };
      }
    }
  }
}

package org.isochron.core.training;

import java.util.ArrayList;
import java.util.List;

/**
 * One link of an optimizer: turns a gradient into an update, in place. A chain of links, ending in
 * the learning rate, makes an optimizer: {@code chain(clipByGlobalNorm(1), scaleByAdam(),
 * descend(rate))}.
 */
public interface GradientTransform {
  /**
   * Makes the running form, with state of its own.
   *
   * @param size number of parameters
   */
  Running start(int size);

  /** A link with its state. */
  interface Running {
    /**
     * Replaces the gradient, or what is left of it, by this link's result.
     *
     * @param update in: from the link before; out: for the link after
     * @param parameters the parameters before the step
     */
    void apply(double[] update, double[] parameters);

    /** Returns the state's arrays, not copies, for checkpoints; empty if there is none. */
    List<double[]> state();

    /**
     * Hears an epoch's validation score, lower is better; most links do not react.
     *
     * @param score may be NaN
     */
    default void validated(double score) {}
  }

  /**
   * Returns the links one after the other.
   *
   * @param links in order
   */
  static GradientTransform chain(GradientTransform... links) {
    List<GradientTransform> all = List.of(links);
    return size -> {
      List<Running> running = new ArrayList<>();
      all.forEach(link -> running.add(link.start(size)));
      return new Running() {
        @Override
        public void apply(double[] update, double[] parameters) {
          for (int i = 0; i < running.size(); i++) {
            running.get(i).apply(update, parameters);
          }
        }

        @Override
        public List<double[]> state() {
          List<double[]> state = new ArrayList<>();
          running.forEach(link -> state.addAll(link.state()));
          return state;
        }

        @Override
        public void validated(double score) {
          running.forEach(link -> link.validated(score));
        }
      };
    };
  }

  /** A link without state. */
  @FunctionalInterface
  interface Stateless extends GradientTransform {
    /** As {@link Running#apply}. */
    void apply(double[] update, double[] parameters);

    @Override
    default Running start(int size) {
      Stateless self = this;
      return new Running() {
        @Override
        public void apply(double[] update, double[] parameters) {
          self.apply(update, parameters);
        }

        @Override
        public List<double[]> state() {
          return List.of();
        }
      };
    }
  }

  /**
   * Scales the whole gradient so that its Euclidean norm is at most a bound. Pascanu et al. 2013,
   * arXiv 1211.5063.
   *
   * @param bound largest norm, above 0
   */
  static GradientTransform clipByGlobalNorm(double bound) {
    if (!(bound > 0)) {
      throw new IllegalArgumentException("clip norm must be above 0, found " + bound);
    }
    return (Stateless)
        (update, parameters) -> {
          double norm = norm(update);
          if (norm > bound) {
            double factor = bound / norm;
            for (int i = 0; i < update.length; i++) {
              update[i] *= factor;
            }
          }
        };
  }

  /**
   * Clamps each entry to [−bound, bound].
   *
   * @param bound largest magnitude, above 0
   */
  static GradientTransform clipByValue(double bound) {
    if (!(bound > 0)) {
      throw new IllegalArgumentException("clip value must be above 0, found " + bound);
    }
    return (Stateless)
        (update, parameters) -> {
          for (int i = 0; i < update.length; i++) {
            update[i] = Math.max(-bound, Math.min(bound, update[i]));
          }
        };
  }

  /**
   * Returns the Euclidean norm.
   *
   * @param vector any vector
   */
  static double norm(double[] vector) {
    double sum = 0;
    for (double v : vector) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  /**
   * Adds decay·θ: before a rescaling, to the gradient, it is the penalty ½·decay·‖θ‖²; after it,
   * decoupled weight decay. Loshchilov and Hutter 2019, arXiv 1711.05101.
   *
   * @param decay at least 0
   */
  static GradientTransform addDecayedWeights(double decay) {
    if (!(decay >= 0)) {
      throw new IllegalArgumentException("weight decay must be at least 0, found " + decay);
    }
    return (Stateless)
        (update, parameters) -> {
          for (int i = 0; i < update.length; i++) {
            update[i] += decay * parameters[i];
          }
        };
  }

  /**
   * Multiplies by minus the learning rate of the step.
   *
   * @param schedule rate for each step
   */
  static GradientTransform descend(Schedule schedule) {
    return size -> {
      double[] step = {0};
      return new Running() {
        @Override
        public void apply(double[] update, double[] parameters) {
          double rate = schedule.rate((long) step[0]++);
          for (int i = 0; i < update.length; i++) {
            update[i] *= -rate;
          }
        }

        @Override
        public List<double[]> state() {
          return List.of(step);
        }
      };
    };
  }

  /** Returns Adam's rescaling with β = (0.9, 0.999), ε = 1e-8; see {@link Adam}. */
  static GradientTransform scaleByAdam() {
    return new Adam(0.9, 0.999, 1e-8);
  }
}

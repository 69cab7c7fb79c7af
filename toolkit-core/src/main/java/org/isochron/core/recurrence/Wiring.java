package org.isochron.core.recurrence;

import java.util.function.UnaryOperator;
import org.isochron.core.autodiff.Variable;

/**
 * What options do inside a cell's step, on the way from x_t and h_{t-1} to its gates.
 *
 * @param masks the step's random masks
 * @param read what the recurrent weights read of h_{t-1}
 * @param normaliser what the gates read of a product
 */
public record Wiring(StepMasks masks, UnaryOperator<Variable> read, Normaliser normaliser) {
  /** What can be normalised in a step. */
  public enum Site {
    /** The product Wx x_t. */
    INPUT("ax"),
    /** The product Wh h_{t-1}. */
    STATE("ah"),
    /** The new cell state, where the output reads it. */
    CELL("ac");

    private final String gain;

    Site(String gain) {
      this.gain = gain;
    }

    /** Returns the name of the parameter that scales what is normalised. */
    String gain() {
      return gain;
    }
  }

  /** Normalises rows. */
  @FunctionalInterface
  public interface Normaliser {
    /**
     * Returns rows of the same shape.
     *
     * @param site what they are
     * @param from where they begin among the site's features
     * @param rows [N,size]
     */
    Variable apply(Site site, int from, Variable rows);
  }

  /** Returns the wiring of a cell without options. */
  public static Wiring plain(StepMasks masks) {
    return new Wiring(masks, UnaryOperator.identity(), (site, from, rows) -> rows);
  }

  /** Returns what the recurrent weights read. */
  public Variable recurrent(Variable h) {
    return read.apply(h);
  }

  /** Returns what the gates read. */
  public Variable normalise(Site site, int from, Variable rows) {
    return normaliser.apply(site, from, rows);
  }
}

package org.isochron.bio.splice;

import java.util.List;

/**
 * The chromosomes whose genes are kept out of training: {@code Chr4}, or {@code plant:Chr4} where
 * several species have one of that name.
 *
 * @param test those whose genes only measure
 * @param validation those whose genes choose the epoch and the thresholds
 */
public record ChromosomePlan(List<String> test, List<String> validation) {
  /** Copies the lists. */
  public ChromosomePlan {
    test = List.copyOf(test);
    validation = List.copyOf(validation);
  }

  /** Returns a plan that names none. */
  public static ChromosomePlan none() {
    return new ChromosomePlan(List.of(), List.of());
  }

  /** Tells whether it names none. */
  public boolean isEmpty() {
    return test.isEmpty() && validation.isEmpty();
  }
}

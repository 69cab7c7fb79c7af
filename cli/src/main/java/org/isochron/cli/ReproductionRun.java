package org.isochron.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isochron.core.evaluation.Estimate;

/**
 * What one seed gave.
 *
 * @param values obtained measures by name, each an {@link Estimate} where it comes from a sample,
 *     else a {@link Double}
 * @param details more for {@code metrics.json}
 * @param table a tab-separated table of single results, with a header line
 */
record ReproductionRun(Map<String, Object> values, Map<String, Object> details, String table) {
  ReproductionRun {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    for (Map.Entry<String, Object> e : values.entrySet()) {
      if (!(e.getValue() instanceof Estimate) && !(e.getValue() instanceof Double)) {
        throw new IllegalArgumentException(
            "value " + e.getKey() + ": expected an Estimate or a Double, found " + e.getValue());
      }
    }
  }

  /**
   * Returns an obtained measure.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  double value(String measure) {
    Object found = values.get(measure);
    if (found == null) {
      throw new IllegalArgumentException(
          "measure " + measure + ": expected one of " + values.keySet());
    }
    return found instanceof Estimate e ? e.value() : (Double) found;
  }
}

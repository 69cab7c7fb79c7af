package org.isochron.core.training;

import java.util.List;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.sequence.Sequence;

/** Says where a number is that is NaN or infinite; null where there is none. */
final class FiniteChecks {
  private FiniteChecks() {}

  /** Looks through the features of the steps that are there, as the float that the engine reads. */
  static String features(List<Sequence> batch) {
    for (int n = 0; n < batch.size(); n++) {
      Sequence s = batch.get(n);
      double[] x = s.features();
      boolean[] present = s.present();
      int channels = s.channels();
      for (int i = 0; i < x.length; i++) {
        if (!Float.isFinite((float) x[i]) && (present == null || present[i / channels])) {
          return "features of sequence %s: step %d, channel %d, from 0, is %s, expected a finite float"
              .formatted(s.id(), i / channels, i % channels, x[i]);
        }
      }
    }
    return null;
  }

  /** Looks at a step's loss, and at its gradient and the gradient's norm. */
  static String step(double loss, double[] gradient, double norm, ParameterLayout layout) {
    if (Double.isFinite(loss) && Double.isFinite(norm)) {
      return null;
    }
    return "loss " + loss + ", " + gradient(gradient, norm, layout);
  }

  private static String gradient(double[] gradient, double norm, ParameterLayout layout) {
    for (ParameterLayout.Entry entry : layout.entries()) {
      int at = layout.offset(entry.name());
      for (int i = at; i < at + entry.size(); i++) {
        if (!Double.isFinite(gradient[i])) {
          return "gradient of " + entry.name() + " is not finite";
        }
      }
    }
    return "gradient finite, its norm " + norm;
  }
}

package org.isochron.astro.transients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.astro.lightcurve.ObjectTable;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.TrainingListener;
import org.junit.jupiter.api.Test;

class EarlyClassificationTest {
  private static final Workers WORKERS = new Workers(1);

  private static LightCurve curve(double... fluxes) {
    double[] times = new double[fluxes.length];
    double[] errors = new double[fluxes.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = 100 + 3 * i;
      errors[i] = 1;
    }
    return new LightCurve("x", times, new int[times.length], fluxes, errors, ObjectTable.none());
  }

  @Test
  void theTriggerIsTheFirstDetectionInABandThatIsRead() {
    assertEquals(106, EarlyClassification.trigger(curve(1, -9, 5, 50), new int[] {0}));
    assertTrue(Double.isNaN(EarlyClassification.trigger(curve(1, 4.9), new int[] {0})));
    assertTrue(Double.isNaN(EarlyClassification.trigger(curve(9, 9), new int[] {-1})));
  }

  /** At the end of all curves it is what the evaluation of whole curves says. */
  @Test
  void longAfterTheTriggerItIsTheAccuracyOfWholeCurves() {
    TransientSet set = TransientClassifierTest.made(60);
    TransientSplit split = TransientSplit.byGroup(set, 0.6, 0.2, 1);
    TransientClassifier classifier =
        TransientClassifier.train(
                split,
                "fast",
                TransientClassifierTest.config(true, 4),
                List.of(),
                WORKERS,
                TrainingListener.NONE)
            .classifier();
    EarlyClassification early =
        EarlyClassification.of(classifier, set, List.of(0.0, 10.0, 1e4), WORKERS).orElseThrow();
    assertEquals(60, early.objects() + early.untriggered());
    TransientSet triggered =
        set.with(
            set.objects().stream()
                .filter(
                    o -> !Double.isNaN(EarlyClassification.trigger(o.curve(), new int[] {0, 1})))
                .toList());
    TransientEvaluation whole = TransientEvaluation.of(classifier, triggered, 1, WORKERS);
    assertEquals(whole.binary().orElseThrow().accuracy().value(), early.accuracy().get(2), 1e-12);
    assertThrows(
        IllegalArgumentException.class,
        () -> EarlyClassification.of(classifier, set, List.of(2.0, 1.0), WORKERS));
  }
}

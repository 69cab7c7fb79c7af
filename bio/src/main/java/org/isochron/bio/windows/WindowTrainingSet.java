package org.isochron.bio.windows;

import java.util.List;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.model.Provenance;

/**
 * What a classifier is trained on.
 *
 * @param training windows of at least two kinds
 * @param validation windows of these kinds that choose the epoch; where there are none, the last
 *     epoch is kept
 * @param files that the windows are from, for the model's provenance
 */
public record WindowTrainingSet(
    List<SpliceWindow> training, List<SpliceWindow> validation, List<Provenance.DataFile> files) {
  /**
   * Checks the windows.
   *
   * @throws IllegalArgumentException if the training windows are of fewer than two kinds, or a
   *     validation window of another
   */
  public WindowTrainingSet {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    files = List.copyOf(files);
    List<Kind> kinds = kindsOf(training);
    if (kinds.size() < 2) {
      throw new IllegalArgumentException(
          "training windows: expected at least two kinds, found " + kinds);
    }
    for (SpliceWindow window : validation) {
      if (!kinds.contains(window.kind())) {
        throw new IllegalArgumentException(
            "validation window '"
                + window.id()
                + "': expected one of "
                + kinds
                + ", found "
                + window.kind());
      }
    }
  }

  /** Makes a set without validation windows, of unnamed files. */
  public static WindowTrainingSet of(List<SpliceWindow> training) {
    return new WindowTrainingSet(training, List.of(), List.of());
  }

  /** Returns the kinds of the training windows, in the order of their declaration. */
  public List<Kind> kinds() {
    return kindsOf(training);
  }

  static List<Kind> kindsOf(List<SpliceWindow> windows) {
    return windows.stream().map(SpliceWindow::kind).distinct().sorted().toList();
  }
}

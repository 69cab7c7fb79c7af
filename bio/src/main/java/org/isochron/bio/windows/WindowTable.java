package org.isochron.bio.windows;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.io.Json;

/**
 * The test windows of a benchmark as a table, tab-separated: set, part, id, group, label, the
 * network's prediction and probabilities (0 of a kind that its training windows do not have), and
 * the longest run shared with a training window, of at least k bases, with that window's id.
 */
public final class WindowTable {
  /** The header line. */
  public static final String HEADER = header();

  private static String header() {
    StringBuilder text = new StringBuilder("set\tpart\tid\tgroup\tlabel\tpredicted");
    for (Kind kind : Kind.values()) {
      text.append("\tp(").append(name(kind)).append(')');
    }
    return text.append("\tsharedBases\tsharedWith\n").toString();
  }

  private WindowTable() {}

  /**
   * Returns the lines of a result.
   *
   * @param set a name for the first column
   * @param result what came out
   */
  public static String lines(String set, WindowBenchmark.Result result) {
    StringBuilder text = new StringBuilder();
    for (int part = 0; part < result.predictions().size(); part++) {
      Map<String, WindowLeaks.Leak> leaks = new HashMap<>();
      result.leaks().get(part).leaks().forEach(leak -> leaks.put(leak.testId(), leak));
      for (PredictedWindow predicted : result.predictions().get(part)) {
        SpliceWindow window = predicted.window();
        text.append(set).append('\t').append(part + 1).append('\t').append(window.id());
        text.append('\t').append(window.group()).append('\t').append(name(window.kind()));
        text.append('\t').append(name(result.kinds().get(predicted.best())));
        for (Kind kind : Kind.values()) {
          int k = result.kinds().indexOf(kind);
          float p = k < 0 ? 0 : (float) predicted.probabilities()[k];
          text.append('\t').append(Json.number(p));
        }
        WindowLeaks.Leak leak = leaks.get(window.id());
        text.append('\t').append(leak == null ? 0 : leak.length());
        text.append('\t').append(leak == null ? "" : leak.trainId()).append('\n');
      }
    }
    return text.toString();
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

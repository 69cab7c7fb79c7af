package org.isochron.bio.annotation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names that a user may have meant, for messages. */
final class NearestNames {
  private static final int SHOWN = 5;

  private NearestNames() {}

  /** Returns {@code the nearest of its 25 names: 'chr1', ...}. */
  static String describe(String name, Collection<String> names) {
    if (names.isEmpty()) {
      return "it has no sequences";
    }
    List<String> nearest =
        names.stream()
            .distinct()
            .sorted(
                Comparator.comparingInt((String other) -> distance(name, other))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(SHOWN)
            .toList();
    return "the nearest of its " + names.size() + " names: " + listed(nearest);
  }

  static String listed(Collection<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  /** Returns the Levenshtein distance, case ignored. */
  static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

package org.isochron.bio.windows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.windows.SpliceWindow.Kind;

/**
 * What test windows have in common with training windows.
 *
 * @param k equal bases in a row, on either strand, from which a test window counts as leaked
 * @param train training windows compared with
 * @param test test windows
 * @param leaks the leaked ones, in order
 * @param duplicates test windows whose whole sequence is a training window's
 * @param commonGroups groups (loci) on both sides, in the test windows' order
 */
public record WindowLeaks(
    int k, int train, int test, List<Leak> leaks, int duplicates, List<String> commonGroups) {
  /** The k where the caller does not say: no chance match in any genome. */
  public static final int DEFAULT_K = 61;

  /**
   * A test window that shares a run.
   *
   * @param testId the test window
   * @param kind its label
   * @param trainId the training window with the longest run, the first of equal ones
   * @param trainKind its label
   * @param length equal bases in a row
   * @param reversed whether the run is on the opposite strand
   */
  public record Leak(
      String testId, Kind kind, String trainId, Kind trainKind, int length, boolean reversed) {}

  /** Copies the lists. */
  public WindowLeaks {
    leaks = List.copyOf(leaks);
    commonGroups = List.copyOf(commonGroups);
  }

  /** Compares with the default k. */
  public static WindowLeaks of(List<SpliceWindow> train, List<SpliceWindow> test) {
    return of(train, test, DEFAULT_K);
  }

  /**
   * Compares.
   *
   * @param train what a model saw
   * @param test what it is measured on
   * @param k at least 23; ambiguous letters equal nothing
   * @throws IllegalArgumentException if {@code k} is below 23
   */
  public static WindowLeaks of(List<SpliceWindow> train, List<SpliceWindow> test, int k) {
    SharedRuns runs = new SharedRuns(train.stream().map(SpliceWindow::bases).toList(), k);
    Set<String> sequences = new HashSet<>();
    Set<String> groups = new HashSet<>();
    for (SpliceWindow window : train) {
      sequences.add(window.text());
      groups.add(window.group());
    }
    List<Leak> leaks = new ArrayList<>();
    Set<String> common = new LinkedHashSet<>();
    int duplicates = 0;
    for (SpliceWindow window : test) {
      duplicates += sequences.contains(window.text()) ? 1 : 0;
      if (groups.contains(window.group())) {
        common.add(window.group());
      }
      SharedRuns.Longest sense = runs.longest(window.bases());
      SharedRuns.Longest antisense = runs.longest(Iupac.reverseComplement(window.bases()));
      boolean reversed =
          antisense != null && (sense == null || antisense.length() > sense.length());
      SharedRuns.Longest longest = reversed ? antisense : sense;
      if (longest != null) {
        SpliceWindow seen = train.get(longest.reference());
        leaks.add(
            new Leak(
                window.id(), window.kind(), seen.id(), seen.kind(), longest.length(), reversed));
      }
    }
    return new WindowLeaks(
        k, train.size(), test.size(), leaks, duplicates, new ArrayList<>(common));
  }

  /** Returns how many windows of a kind leak. */
  public int leaks(Kind kind) {
    return (int) leaks.stream().filter(leak -> leak.kind() == kind).count();
  }

  /** Returns whether nothing is shared: no run, no whole sequence, no group. */
  public boolean clean() {
    return leaks.isEmpty() && duplicates == 0 && commonGroups.isEmpty();
  }

  /** Returns the report as one line. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d test windows against %d training windows: %d share at least %d bases in a row"
            + " (%d donors, %d acceptors, %d neither), %d are equal to one, %d groups on both"
            + " sides",
        test,
        train,
        leaks.size(),
        k,
        leaks(Kind.DONOR),
        leaks(Kind.ACCEPTOR),
        leaks(Kind.NEITHER),
        duplicates,
        commonGroups.size());
  }
}

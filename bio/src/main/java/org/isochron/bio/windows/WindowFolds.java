package org.isochron.bio.windows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.training.Seeds;

/**
 * Windows dealt to folds of about equal size and equal shares of the kinds: in random order, the
 * larger groups first, each to the fold f with the least Σ n(f,kind)·n(group,kind)/n(kind).
 */
public final class WindowFolds {
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final List<SpliceWindow> windows;
  private final int[] foldOf;
  private final int folds;

  private WindowFolds(List<SpliceWindow> windows, int[] foldOf, int folds) {
    this.windows = windows;
    this.foldOf = foldOf;
    this.folds = folds;
  }

  /**
   * Deals every window by itself.
   *
   * @param windows of different ids
   * @param folds at least 2
   * @param seed of the order; the same seed gives the same folds
   * @throws IllegalArgumentException if an id comes twice, or there are fewer windows than folds
   */
  public static WindowFolds random(List<SpliceWindow> windows, int folds, long seed) {
    return deal(windows, SpliceWindow::id, folds, seed);
  }

  /**
   * Deals whole groups (loci): no group is in two folds.
   *
   * @param windows of different ids
   * @param folds at least 2
   * @param seed of the order; the same seed gives the same folds
   * @throws IllegalArgumentException if an id comes twice, or there are fewer groups than folds
   */
  public static WindowFolds byGroup(List<SpliceWindow> windows, int folds, long seed) {
    return deal(windows, SpliceWindow::group, folds, seed);
  }

  private static WindowFolds deal(
      List<SpliceWindow> windows, Function<SpliceWindow, String> unit, int folds, long seed) {
    long ids = windows.stream().map(SpliceWindow::id).distinct().count();
    if (ids != windows.size()) {
      throw new IllegalArgumentException(
          "windows: expected different ids, found " + ids + " in " + windows.size() + " windows");
    }
    Map<String, List<Integer>> byUnit = new LinkedHashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      byUnit.computeIfAbsent(unit.apply(windows.get(i)), name -> new ArrayList<>()).add(i);
    }
    if (folds < 2 || folds > byUnit.size()) {
      throw new IllegalArgumentException(
          "folds: expected 2 to the number of groups, " + byUnit.size() + ", found " + folds);
    }
    List<List<Integer>> given = new ArrayList<>(byUnit.values());
    List<List<Integer>> units = new ArrayList<>();
    for (int i : Seeds.permutation(given.size(), Seeds.random(seed, "folds"))) {
      units.add(given.get(i));
    }
    units.sort((a, b) -> Integer.compare(b.size(), a.size()));
    List<Integer> all = IntStream.range(0, windows.size()).boxed().toList();
    Balance balance = new Balance(folds, counts(windows, all));
    int[] foldOf = new int[windows.size()];
    for (List<Integer> members : units) {
      int fold = balance.add(counts(windows, members));
      members.forEach(i -> foldOf[i] = fold);
    }
    return new WindowFolds(List.copyOf(windows), foldOf, folds);
  }

  /** Counts the kinds among the members. */
  private static int[] counts(List<SpliceWindow> windows, List<Integer> members) {
    int[] counts = new int[KINDS.size()];
    members.forEach(i -> counts[KINDS.indexOf(windows.get(i).kind())]++);
    return counts;
  }

  /** How many windows of each kind each fold has. */
  private static final class Balance {
    private final int[][] has;
    private final int[] totals;

    Balance(int folds, int[] totals) {
      has = new int[folds][totals.length];
      this.totals = totals;
    }

    /** Adds a group to the fold that lacks its kinds the most; of equal ones, to the first. */
    int add(int[] group) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int fold = 0; fold < has.length; fold++) {
        double cost = 0;
        for (int kind = 0; kind < totals.length; kind++) {
          cost += group[kind] == 0 ? 0 : (double) has[fold][kind] * group[kind] / totals[kind];
        }
        if (cost < least) {
          least = cost;
          best = fold;
        }
      }
      for (int kind = 0; kind < totals.length; kind++) {
        has[best][kind] += group[kind];
      }
      return best;
    }
  }

  /** Returns the number of folds. */
  public int folds() {
    return folds;
  }

  /** Returns the fold of the i-th window, from 0. */
  public int foldOf(int i) {
    return foldOf[i];
  }

  /**
   * Returns the windows of a fold, in order.
   *
   * @throws IndexOutOfBoundsException if there is no such fold
   */
  public List<SpliceWindow> test(int fold) {
    return side(fold, true);
  }

  /**
   * Returns the windows of all other folds, in order.
   *
   * @throws IndexOutOfBoundsException if there is no such fold
   */
  public List<SpliceWindow> train(int fold) {
    return side(fold, false);
  }

  /**
   * Compares a fold with the others.
   *
   * @param fold the test side
   * @param k bases in a row that make a leak, as in {@link WindowLeaks#of}
   */
  public WindowLeaks leaks(int fold, int k) {
    return WindowLeaks.of(train(fold), test(fold), k);
  }

  private List<SpliceWindow> side(int fold, boolean inside) {
    if (fold < 0 || fold >= folds) {
      throw new IndexOutOfBoundsException("fold " + fold + " of " + folds);
    }
    List<SpliceWindow> side = new ArrayList<>();
    for (int i = 0; i < foldOf.length; i++) {
      if (inside == (foldOf[i] == fold)) {
        side.add(windows.get(i));
      }
    }
    return List.copyOf(side);
  }
}

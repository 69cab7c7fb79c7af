package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.isochron.core.analysis.FixedPoint.Kind;
import org.isochron.core.recurrence.Workers;

/**
 * The fixed and slow points of h' = F(h, x), x constant: minima of q(h) = ½‖F(h,x) − h‖² from many
 * starts. Sussillo and Barak 2013, doi 10.1162/NECO_a_00409.
 *
 * @param points fixed ones first, each kind in the order of the starts that led there
 * @param rejected starts that led to no point: q stayed above the slow tolerance
 */
public record FixedPoints(List<FixedPoint> points, int rejected) {
  /**
   * Looks for points.
   *
   * @param map F
   * @param input x [I]
   * @param starts states [S] to start from, such as those of a trajectory
   * @param config how
   * @param workers who looks, each from one start at a time
   * @throws IllegalArgumentException if there is no start, or a size differs
   */
  public static FixedPoints of(
      StateMap map,
      double[] input,
      List<double[]> starts,
      FixedPointConfig config,
      Workers workers) {
    if (starts.isEmpty()) {
      throw new IllegalArgumentException("fixed points: expected at least one start, found none");
    }
    Candidate[] ends = new Candidate[starts.size()];
    workers.run(
        ends.length,
        i -> {
          Linearisation end =
              LevenbergMarquardt.minimise(map, starts.get(i), input, config.maxIterations());
          ends[i] = new Candidate(i, end, LevenbergMarquardt.q(end.next(), end.state()));
        });
    List<Candidate> candidates =
        Arrays.stream(ends).filter(end -> end.q <= config.slowTolerance()).toList();
    return new FixedPoints(unique(candidates, config), starts.size() - candidates.size());
  }

  /** The end of a search. */
  private record Candidate(int start, Linearisation end, double q) {}

  /** A point and the first start that led there. */
  private record Found(int start, FixedPoint point) {}

  /** Keeps, of candidates that are close to each other, the one with the least q. */
  private static List<FixedPoint> unique(List<Candidate> candidates, FixedPointConfig config) {
    List<Candidate> rest = new ArrayList<>(candidates);
    rest.sort(Comparator.comparingDouble(Candidate::q));
    List<Found> found = new ArrayList<>();
    while (!rest.isEmpty()) {
      Candidate best = rest.get(0);
      List<Candidate> same =
          rest.stream().filter(c -> distance(c, best) <= config.uniqueDistance()).toList();
      rest.removeAll(same);
      Kind kind = best.q <= config.fixedTolerance() ? Kind.FIXED : Kind.SLOW;
      int first = same.stream().mapToInt(Candidate::start).min().orElseThrow();
      found.add(new Found(first, new FixedPoint(kind, best.end, best.q, same.size())));
    }
    found.sort(Comparator.comparing((Found f) -> f.point.kind()).thenComparingInt(Found::start));
    return found.stream().map(Found::point).toList();
  }

  private static double distance(Candidate a, Candidate b) {
    return Math.sqrt(2 * LevenbergMarquardt.q(a.end.state(), b.end.state()));
  }

  /**
   * Draws starts: states chosen at random, with noise uniform in ±noise in every component.
   *
   * @param states to choose from
   * @param count how many
   * @param noise its half width, at least 0
   * @param seed the seed
   * @throws IllegalArgumentException if there is no state, or noise is negative
   */
  public static List<double[]> starts(List<double[]> states, int count, double noise, long seed) {
    if (states.isEmpty() || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "starts: expected at least one state and noise of at least 0, found "
              + states.size()
              + " and "
              + noise);
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<double[]> starts = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      double[] start = states.get(random.nextInt(states.size())).clone();
      for (int i = 0; i < start.length; i++) {
        start[i] += noise * (2 * random.nextDouble() - 1);
      }
      starts.add(start);
    }
    return starts;
  }

  /** Returns the points of one kind. */
  public List<FixedPoint> of(Kind kind) {
    return points.stream().filter(point -> point.kind() == kind).toList();
  }
}

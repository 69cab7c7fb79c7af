package org.isochron.core.training;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Splits a run's one seed by purpose, so that one use of randomness never shifts another. */
public final class Seeds {
  private Seeds() {}

  /**
   * Returns the seed of a purpose.
   *
   * @param seed the run's seed
   * @param purpose a name such as {@code shuffle}
   */
  public static long of(long seed, String purpose) {
    long z = seed;
    for (int i = 0; i < purpose.length(); i++) {
      z = (z ^ purpose.charAt(i)) * 0x9E3779B97F4A7C15L;
      z ^= z >>> 32;
    }
    return z;
  }

  /**
   * Returns the generator of a purpose: L64X128MixRandom, the same numbers on every JDK.
   *
   * @param seed the run's seed
   * @param purpose a name
   */
  public static RandomGenerator random(long seed, String purpose) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(of(seed, purpose));
  }

  /**
   * Returns 0 … size − 1 in random order (Fisher and Yates).
   *
   * @param size how many
   * @param random the generator
   */
  public static int[] permutation(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}

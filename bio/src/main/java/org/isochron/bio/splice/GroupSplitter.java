package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Deals whole groups to the sides of a split: in random order, the larger groups first, each to the
 * side that lacks the most genes; those of each species by themselves.
 */
final class GroupSplitter {
  private final List<SenseGene> genes;
  private final long seed;

  GroupSplitter(List<SenseGene> genes, long seed) {
    this.genes = genes;
    this.seed = seed;
  }

  static List<List<SenseGene>> emptySides() {
    return List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  GeneSplit split(double train, double validation) {
    if (!(train > 0) || !(validation >= 0) || !(train + validation < 1)) {
      throw new IllegalArgumentException(
          "shares: expected train > 0, validation >= 0, together below 1, found "
              + train
              + " and "
              + validation);
    }
    List<List<SenseGene>> sides = emptySides();
    for (List<SenseGene> bucket : bySpecies()) {
      List<List<SenseGene>> dealt =
          new GroupSplitter(bucket, seed).deal(train, validation, 1 - train - validation);
      for (int side = 0; side < sides.size(); side++) {
        sides.get(side).addAll(dealt.get(side));
      }
    }
    return new GeneSplit(sides.get(0), sides.get(1), sides.get(2));
  }

  /** Returns the groups of each species; one that spans several is the first gene's. */
  private List<List<SenseGene>> bySpecies() {
    Map<String, String> speciesOfGroup = new LinkedHashMap<>();
    Map<String, List<SenseGene>> buckets = new LinkedHashMap<>();
    for (SenseGene gene : genes) {
      String species = speciesOfGroup.computeIfAbsent(gene.group(), name -> gene.species());
      buckets.computeIfAbsent(species, name -> new ArrayList<>()).add(gene);
    }
    return List.copyOf(buckets.values());
  }

  /**
   * Returns training, validation and test genes.
   *
   * @param validation share of the genes; 0 for none
   * @param test share of the genes; 0 for none
   */
  List<List<SenseGene>> deal(double validation, double test) {
    return deal(GeneSplit.trainingShare(validation, test), validation, test);
  }

  private List<List<SenseGene>> deal(double train, double validation, double test) {
    double[] missing = {train * genes.size(), validation * genes.size(), test * genes.size()};
    Map<String, Integer> sideOfGroup = new LinkedHashMap<>();
    for (List<SenseGene> group : shuffledGroups()) {
      int side = largest(missing);
      missing[side] -= group.size();
      sideOfGroup.put(group.get(0).group(), side);
    }
    List<List<SenseGene>> sides = emptySides();
    for (SenseGene gene : genes) {
      sides.get(sideOfGroup.get(gene.group())).add(gene);
    }
    boolean noValidation = validation > 0 && sides.get(1).isEmpty();
    boolean noTest = test > 0 && sides.get(2).isEmpty();
    if (sides.get(0).isEmpty() || noTest || noValidation) {
      throw new IllegalArgumentException(
          "split: expected genes on every side, found "
              + sides.get(0).size()
              + ", "
              + sides.get(1).size()
              + " and "
              + sides.get(2).size()
              + " from "
              + sideOfGroup.size()
              + " groups of "
              + genes.size()
              + " genes");
    }
    return sides;
  }

  private List<List<SenseGene>> shuffledGroups() {
    Map<String, List<SenseGene>> byName = new LinkedHashMap<>();
    for (SenseGene gene : genes) {
      byName.computeIfAbsent(gene.group(), name -> new ArrayList<>()).add(gene);
    }
    List<List<SenseGene>> groups = new ArrayList<>(byName.values());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = groups.size() - 1; i > 0; i--) {
      Collections.swap(groups, i, random.nextInt(i + 1));
    }
    groups.sort((a, b) -> Integer.compare(b.size(), a.size()));
    return groups;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}

package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits by chromosome. Of each species, the named chromosomes make the test and the validation
 * genes; for a side that no chromosome of the species is named for, a share of its other genes is
 * dealt by group.
 */
final class ChromosomeSplitter {
  private static final int LISTED = 20;

  private final List<SenseGene> genes;
  private final Set<String> test;
  private final Set<String> validation;
  private final long seed;

  ChromosomeSplitter(List<SenseGene> genes, ChromosomePlan plan, long seed) {
    this.genes = genes;
    this.seed = seed;
    test = resolve(plan.test());
    validation = resolve(plan.validation());
    for (String name : test) {
      if (validation.contains(name)) {
        throw new IllegalArgumentException("chromosome " + name + ": is for validation and test");
      }
    }
  }

  /** Returns qualified names. */
  private Set<String> resolve(List<String> names) {
    Map<String, String> chromosomes = new LinkedHashMap<>();
    genes.forEach(
        gene -> chromosomes.put(gene.locus().qualifiedChromosome(), gene.locus().chromosome()));
    Set<String> resolved = new LinkedHashSet<>();
    for (String name : names) {
      List<String> fits = new ArrayList<>();
      chromosomes.forEach(
          (qualified, chromosome) -> {
            if (qualified.equals(name) || chromosome.equals(name)) {
              fits.add(qualified);
            }
          });
      if (fits.size() != 1) {
        String problem = fits.isEmpty() ? "has no gene; those with genes are " : "may be ";
        throw new IllegalArgumentException(
            "chromosome "
                + name
                + ": "
                + problem
                + listed(fits.isEmpty() ? List.copyOf(chromosomes.keySet()) : fits));
      }
      resolved.add(fits.get(0));
    }
    return resolved;
  }

  private static String listed(List<String> names) {
    int more = names.size() - LISTED;
    return more > 0
        ? String.join(", ", names.subList(0, LISTED)) + " and " + more + " more"
        : String.join(", ", names);
  }

  /**
   * Splits.
   *
   * @param validationShare of a species' genes on no named chromosome, where none is named for it
   * @param testShare the same
   */
  GeneSplit split(double validationShare, double testShare) {
    Map<String, List<SenseGene>> bySpecies = new LinkedHashMap<>();
    for (SenseGene gene : genes) {
      bySpecies.computeIfAbsent(gene.species(), name -> new ArrayList<>()).add(gene);
    }
    List<List<SenseGene>> sides = GroupSplitter.emptySides();
    for (List<SenseGene> ofSpecies : bySpecies.values()) {
      List<SenseGene> others = new ArrayList<>();
      boolean testNamed = false;
      boolean validationNamed = false;
      for (SenseGene gene : ofSpecies) {
        String chromosome = gene.locus().qualifiedChromosome();
        boolean inTest = test.contains(chromosome);
        boolean inValidation = validation.contains(chromosome);
        testNamed |= inTest;
        validationNamed |= inValidation;
        (inTest ? sides.get(2) : inValidation ? sides.get(1) : others).add(gene);
      }
      double v = validationNamed ? 0 : validationShare;
      double t = testNamed ? 0 : testShare;
      List<List<SenseGene>> dealt = new GroupSplitter(others, seed).deal(v, t);
      for (int side = 0; side < sides.size(); side++) {
        sides.get(side).addAll(dealt.get(side));
      }
    }
    return new GeneSplit(sides.get(0), sides.get(1), sides.get(2), List.of(), true);
  }
}

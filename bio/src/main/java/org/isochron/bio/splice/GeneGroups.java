package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the groups of genes: disjoint sets joined by overlap, common sequence and shared k-mers.
 */
final class GeneGroups {
  private final List<SenseGene> genes;
  private final Grouping grouping;
  private final DisjointSets sets;

  private GeneGroups(List<SenseGene> genes, Grouping grouping) {
    this.genes = genes;
    this.grouping = grouping;
    sets = new DisjointSets(genes.size());
  }

  /**
   * Returns the genes, in the same order, each with its group: the id of the group's first gene.
   */
  static List<SenseGene> assign(List<SenseGene> genes, Grouping grouping) {
    GeneGroups groups = new GeneGroups(genes, grouping);
    if (grouping.bySequence()) {
      groups.joinSequences();
    }
    groups.joinOverlaps();
    groups.joinSimilar();
    List<SenseGene> assigned = new ArrayList<>();
    for (int i = 0; i < genes.size(); i++) {
      assigned.add(genes.get(i).withGroup(genes.get(groups.sets.lowest(i)).qualifiedId()));
    }
    return List.copyOf(assigned);
  }

  private void joinSequences() {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < genes.size(); i++) {
      Integer earlier = first.putIfAbsent(genes.get(i).qualifiedSequence(), i);
      if (earlier != null) {
        sets.join(earlier, i);
      }
    }
  }

  private void joinOverlaps() {
    List<Locus> loci = genes.stream().map(SenseGene::locus).toList();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < loci.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparing((Integer i) -> loci.get(i).qualifiedChromosome())
            .thenComparingLong(i -> loci.get(i).first()));
    int reaching = -1;
    for (int i : order) {
      Locus locus = loci.get(i);
      if (reaching >= 0 && loci.get(reaching).overlaps(locus)) {
        sets.join(reaching, i);
      }
      boolean farther =
          reaching < 0
              || !loci.get(reaching).qualifiedChromosome().equals(locus.qualifiedChromosome())
              || locus.last() > loci.get(reaching).last();
      reaching = farther ? i : reaching;
    }
  }

  private void joinSimilar() {
    KmerIndex index = new KmerIndex(genes.stream().mapToLong(SenseGene::length).sum());
    int[] sizes = new int[genes.size()];
    for (int i = 0; i < genes.size(); i++) {
      KmerIndex.Added added = index.add(i, Kmers.of(genes.get(i).bases(), grouping.k()));
      sizes[i] = added.distinct();
      for (int j = 0; j < i; j++) {
        int shared = added.perSequence()[j];
        double needed = grouping.minFraction() * Math.min(sizes[i], sizes[j]);
        if (shared >= grouping.minShared() && shared >= needed) {
          sets.join(i, j);
        }
      }
    }
  }
}

package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;

/**
 * Genes of one strand of a sequence whose spans overlap (isoforms, nested genes), read as one, so
 * that each position of a strand is learnt and counted once.
 *
 * @param members in the caller's order, at least one
 * @param window of the forward sequence, the members' together
 * @param bases of the window in sense direction; those of a single member are shared, not copied
 * @param labels of the members united
 */
record SpliceUnit(List<SenseGene> members, Interval window, byte[] bases, SpliceLabels labels) {
  SpliceUnit {
    members = List.copyOf(members);
  }

  /** Returns the units of some genes, in the order of their first members. */
  static List<SpliceUnit> of(List<SenseGene> genes) {
    int[] unitOf = unitOf(genes);
    Map<Integer, List<SenseGene>> byUnit = new LinkedHashMap<>();
    for (int i = 0; i < genes.size(); i++) {
      byUnit.computeIfAbsent(unitOf[i], u -> new ArrayList<>()).add(genes.get(i));
    }
    return byUnit.values().stream().map(SpliceUnit::unite).toList();
  }

  /** Numbers each gene's unit by a sweep over the spans of each strand. */
  private static int[] unitOf(List<SenseGene> genes) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < genes.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparing((Integer i) -> genes.get(i).qualifiedSequence())
            .thenComparing(i -> genes.get(i).strand())
            .thenComparingInt(i -> genes.get(i).gene().span().start()));
    int[] unitOf = new int[genes.size()];
    SenseGene last = null;
    int unit = -1;
    int end = 0;
    for (int i : order) {
      SenseGene gene = genes.get(i);
      Interval span = gene.gene().span();
      boolean joins =
          last != null
              && gene.qualifiedSequence().equals(last.qualifiedSequence())
              && gene.strand() == last.strand()
              && span.start() < end;
      unit += joins ? 0 : 1;
      end = joins ? Math.max(end, span.end()) : span.end();
      unitOf[i] = unit;
      last = gene;
    }
    return unitOf;
  }

  private static SpliceUnit unite(List<SenseGene> members) {
    SenseGene first = members.get(0);
    if (members.size() == 1) {
      return new SpliceUnit(members, first.window(), first.bases(), first.labels());
    }
    int start = members.stream().mapToInt(m -> m.window().start()).min().orElseThrow();
    int end = members.stream().mapToInt(m -> m.window().end()).max().orElseThrow();
    Interval window = new Interval(start, end);
    byte[] bases = new byte[window.length()];
    byte[] sites = new byte[window.length()];
    int[] states = new int[window.length()];
    for (SenseGene member : members) {
      int at = sense(window, first.strand(), member.forwardPosition(0));
      System.arraycopy(member.bases(), 0, bases, at, member.length());
      // Where windows overlap they have the same genes of the strand, and so the same labels.
      System.arraycopy(member.labels().sites(), 0, sites, at, member.length());
      System.arraycopy(member.labels().states(), 0, states, at, member.length());
    }
    return new SpliceUnit(members, window, bases, SpliceLabels.of(sites, states));
  }

  private static int sense(Interval window, Strand strand, int forward) {
    return strand == Strand.PLUS ? forward - window.start() : window.end() - 1 - forward;
  }

  /** Returns the name of the first member. */
  String id() {
    return members.get(0).geneId();
  }

  /** Returns the group, which members share since their windows overlap. */
  String group() {
    return members.get(0).group();
  }

  /** Returns the species; empty where none was named. */
  String species() {
    return members.get(0).species();
  }

  /** Returns the members' spans together, in sense positions of the window. */
  Interval span() {
    int start = members.stream().mapToInt(m -> m.gene().span().start()).min().orElseThrow();
    int end = members.stream().mapToInt(m -> m.gene().span().end()).max().orElseThrow();
    return sense(new Interval(start, end));
  }

  /** Returns the members' introns, each once, in sense positions of the window. */
  Set<Interval> introns() {
    Set<Interval> introns = new LinkedHashSet<>();
    for (SenseGene member : members) {
      member.gene().introns().forEach(intron -> introns.add(sense(intron)));
    }
    return introns;
  }

  /**
   * Introns that RNA-seq reads span, by sense positions of the window, each once, with its reads.
   */
  Map<Interval, Double> junctions() {
    Map<Interval, Double> junctions = new LinkedHashMap<>();
    for (SenseGene member : members) {
      Map<Interval, Double> own = new LinkedHashMap<>();
      // A junction of no strand and one of the gene's may be the same intron.
      member
          .surroundings()
          .junctions()
          .forEach(j -> own.merge(sense(j.interval()), j.count(), Double::sum));
      junctions.putAll(own);
    }
    return junctions;
  }

  /** Returns whether a gene of the other strand reaches into a stretch of sense positions. */
  boolean hasOpposite(Interval stretch) {
    return members.stream()
        .flatMap(member -> member.surroundings().opposite().stream())
        .filter(window::overlaps)
        .map(this::clipped)
        .anyMatch(stretch::overlaps);
  }

  private Interval clipped(Interval forward) {
    return sense(
        new Interval(
            Math.max(window.start(), forward.start()), Math.min(window.end(), forward.end())));
  }

  private Interval sense(Interval forward) {
    int a = sense(window, members.get(0).strand(), forward.start());
    int b = sense(window, members.get(0).strand(), forward.end() - 1);
    return new Interval(Math.min(a, b), Math.max(a, b) + 1);
  }

  /** Returns the number of positions of the span with a site label. */
  int count(byte site) {
    Interval span = span();
    byte[] inside = Arrays.copyOfRange(labels.sites(), span.start(), span.end());
    int count = 0;
    for (byte found : inside) {
      count += found == site ? 1 : 0;
    }
    return count;
  }
}

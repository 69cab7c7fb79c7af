package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gathers transcripts into genes: those of one name and strand, as far as their spans overlap. */
final class Isoforms {
  private Isoforms() {}

  /**
   * A transcript, and the gene that its file says it is of.
   *
   * @param gene the name that transcripts of one gene share
   * @param declared whether the file has the gene itself, so that gaps between transcripts mean
   *     nothing
   */
  record Named(
      String gene, boolean declared, String sequenceId, Strand strand, Transcript transcript) {}

  private record Key(String gene, String sequenceId, Strand strand) {}

  /**
   * Returns the genes, in the order of their first transcripts. A gene is called by its name; of
   * several that share a name, the later ones get {@code .2}, {@code .3} and so on.
   */
  static List<Gene> genes(List<Named> transcripts) {
    Map<Key, List<Integer>> byKey = new LinkedHashMap<>();
    for (int i = 0; i < transcripts.size(); i++) {
      Named t = transcripts.get(i);
      Key key = new Key(t.gene(), t.sequenceId(), t.strand());
      byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    Map<Integer, List<Integer>> byFirst = new TreeMap<>();
    for (List<Integer> members : byKey.values()) {
      for (List<Integer> chain : chains(transcripts, members)) {
        byFirst.put(chain.get(0), chain);
      }
    }
    List<Gene> genes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (List<Integer> chain : byFirst.values()) {
      Named first = transcripts.get(chain.get(0));
      String id = first.gene();
      for (int n = 2; !ids.add(id); n++) {
        id = first.gene() + "." + n;
      }
      List<Transcript> isoforms = chain.stream().map(i -> transcripts.get(i).transcript()).toList();
      genes.add(new Gene(id, first.sequenceId(), first.strand(), isoforms));
    }
    return genes;
  }

  /** Returns the members in chains of overlapping spans, each chain in the order of the file. */
  private static List<List<Integer>> chains(List<Named> transcripts, List<Integer> members) {
    List<Integer> sorted = new ArrayList<>(members);
    sorted.sort(Comparator.comparingInt(i -> transcripts.get(i).transcript().span().start()));
    List<List<Integer>> chains = new ArrayList<>();
    int end = -1;
    for (int i : sorted) {
      Interval span = transcripts.get(i).transcript().span();
      if (chains.isEmpty() || (span.start() >= end && !transcripts.get(i).declared())) {
        chains.add(new ArrayList<>());
      }
      chains.get(chains.size() - 1).add(i);
      end = Math.max(end, span.end());
    }
    chains.forEach(chain -> chain.sort(Comparator.naturalOrder()));
    return chains;
  }
}

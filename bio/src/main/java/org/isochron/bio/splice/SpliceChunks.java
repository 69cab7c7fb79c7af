package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceSource;
import org.isochron.core.training.Seeds;

/**
 * Training sequences: the genes' spans cut into chunks whose joins move from epoch to epoch.
 *
 * <p>Positions outside the gene's span are read as context but have no label: there the annotation
 * of coding sequence says nothing about introns of untranslated exons.
 */
final class SpliceChunks {
  private final List<SenseGene> genes;
  private final SpliceEncoder encoder;
  private final int chunk;

  SpliceChunks(List<SenseGene> genes, SpliceEncoder encoder, int chunk) {
    this.genes = List.copyOf(genes);
    this.encoder = encoder;
    this.chunk = chunk;
  }

  /** One stretch of one gene. */
  private record Chunk(int gene, int from, int to) {}

  /** Returns the chunks of an epoch: about the same number in each. */
  SequenceSource epoch(long seed, int epoch) {
    RandomGenerator random = Seeds.random(seed, "chunks " + epoch);
    List<Chunk> chunks = new ArrayList<>();
    for (int g = 0; g < genes.size(); g++) {
      SenseGene gene = genes.get(g);
      int start = spanStart(gene);
      int end = start + gene.gene().span().length();
      int from = Math.max(0, start - random.nextInt(chunk));
      for (int at = from; at < end; at += chunk) {
        chunks.add(new Chunk(g, at, Math.min(gene.length(), at + chunk)));
      }
    }
    return new SequenceSource() {
      @Override
      public int size() {
        return chunks.size();
      }

      @Override
      public Sequence get(int index) {
        return encode(chunks.get(index));
      }
    };
  }

  /** Returns where the gene's span begins in its window, in sense direction. */
  static int spanStart(SenseGene gene) {
    int first = gene.sensePosition(gene.gene().span().start());
    int last = gene.sensePosition(gene.gene().span().end() - 1);
    return Math.min(first, last);
  }

  private Sequence encode(Chunk c) {
    SenseGene gene = genes.get(c.gene());
    Sequence s =
        encoder.encode(new SpliceEncoder.Window(gene.geneId(), gene.bases(), c.from(), c.to()));
    int[] sites = labels(gene, gene.labels().sites(), c);
    int[] regions = labels(gene, gene.labels().regions(), c);
    return s.label(SpliceConfig.SITES, sites).label(SpliceConfig.REGIONS, regions);
  }

  private static int[] labels(SenseGene gene, byte[] track, Chunk c) {
    int start = spanStart(gene);
    int end = start + gene.gene().span().length();
    int[] labels = new int[c.to() - c.from()];
    Arrays.fill(labels, Sequence.IGNORE);
    for (int t = Math.max(start, c.from()); t < Math.min(end, c.to()); t++) {
      labels[t - c.from()] = track[t];
    }
    return labels;
  }
}

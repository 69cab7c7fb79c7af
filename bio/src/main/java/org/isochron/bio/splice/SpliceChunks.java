package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceSource;
import org.isochron.core.training.Seeds;

/**
 * Training sequences: units cut into chunks whose joins move from epoch to epoch, and where labels
 * break the grammar.
 */
final class SpliceChunks {
  private final List<SpliceUnit> units;
  private final List<int[]> labels;
  private final List<List<Integer>> breaks;
  private final SpliceEncoder encoder;
  private final int chunk;

  SpliceChunks(List<SpliceUnit> units, SpliceEncoder encoder, int chunk) {
    this.units = List.copyOf(units);
    this.encoder = encoder;
    this.chunk = chunk;
    labels = units.stream().map(unit -> GeneGrammar.labels(unit.labels())).toList();
    breaks = labels.stream().map(GeneGrammar::breaks).toList();
  }

  /** One stretch of one unit. */
  private record Chunk(int unit, int from, int to) {}

  /** Returns the chunks of an epoch: about the same number in each. */
  SequenceSource epoch(long seed, int epoch) {
    RandomGenerator random = Seeds.random(seed, "chunks " + epoch);
    List<Chunk> chunks = new ArrayList<>();
    for (int u = 0; u < units.size(); u++) {
      int length = units.get(u).bases().length;
      int from = 0;
      int regular = chunk - random.nextInt(chunk);
      for (int broken : breaks.get(u)) {
        from = cut(u, from, broken, regular, chunks);
      }
      cut(u, from, length, regular, chunks);
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

  /** Cuts [from, to) at regular + i·chunk. */
  private int cut(int unit, int from, int to, int regular, List<Chunk> chunks) {
    int at = from;
    while (at < to) {
      int past = at < regular ? regular : regular + ((at - regular) / chunk + 1) * chunk;
      int end = Math.min(to, past);
      chunks.add(new Chunk(unit, at, end));
      at = end;
    }
    return to;
  }

  private Sequence encode(Chunk c) {
    SpliceUnit unit = units.get(c.unit());
    int[] part = Arrays.copyOfRange(labels.get(c.unit()), c.from(), c.to());
    return encoder
        .reading(unit.species())
        .encode(new SpliceEncoder.Window(unit.id(), unit.bases(), c.from(), c.to()))
        .label(SpliceConfig.STRUCTURE, part);
  }
}

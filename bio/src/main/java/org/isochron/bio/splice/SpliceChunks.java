package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.bio.annotation.Interval;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceSource;
import org.isochron.core.training.Seeds;

/**
 * Training sequences: the units' spans cut into chunks whose joins move from epoch to epoch.
 *
 * <p>Positions outside a unit's span are read as context but have no label: there the annotation of
 * coding sequence says nothing about introns of untranslated exons.
 */
final class SpliceChunks {
  private final List<SpliceUnit> units;
  private final SpliceEncoder encoder;
  private final int chunk;

  SpliceChunks(List<SpliceUnit> units, SpliceEncoder encoder, int chunk) {
    this.units = List.copyOf(units);
    this.encoder = encoder;
    this.chunk = chunk;
  }

  /** One stretch of one unit. */
  private record Chunk(int unit, int from, int to) {}

  /** Returns the chunks of an epoch: about the same number in each. */
  SequenceSource epoch(long seed, int epoch) {
    RandomGenerator random = Seeds.random(seed, "chunks " + epoch);
    List<Chunk> chunks = new ArrayList<>();
    for (int u = 0; u < units.size(); u++) {
      SpliceUnit unit = units.get(u);
      Interval span = unit.span();
      int from = Math.max(0, span.start() - random.nextInt(chunk));
      for (int at = from; at < span.end(); at += chunk) {
        chunks.add(new Chunk(u, at, Math.min(unit.bases().length, at + chunk)));
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

  private Sequence encode(Chunk c) {
    SpliceUnit unit = units.get(c.unit());
    Sequence s =
        encoder.encode(new SpliceEncoder.Window(unit.id(), unit.bases(), c.from(), c.to()));
    int[] sites = labels(unit.span(), unit.labels().sites(), c);
    int[] regions = labels(unit.span(), unit.labels().regions(), c);
    return s.label(SpliceConfig.SITES, sites).label(SpliceConfig.REGIONS, regions);
  }

  private static int[] labels(Interval span, byte[] track, Chunk c) {
    int[] labels = new int[c.to() - c.from()];
    Arrays.fill(labels, Sequence.IGNORE);
    for (int t = Math.max(span.start(), c.from()); t < Math.min(span.end(), c.to()); t++) {
      labels[t - c.from()] = track[t];
    }
    return labels;
  }
}

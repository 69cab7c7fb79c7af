package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.fasta.MaskedBases;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceSource;
import org.isochron.core.training.Seeds;

/**
 * Training sequences: units cut into chunks whose joins move from epoch to epoch, and where labels
 * break the grammar.
 *
 * <p>Where a share of the units is labelled, these come several times in an epoch, each time cut
 * elsewhere, so that as many labelled chunks come as if all were. For heads on whole chunks the
 * others come once, and for that of the strand each chunk again as its reverse complement.
 */
final class SpliceChunks {
  private final List<TrainingUnit> units;
  private final List<int[]> labels;
  private final List<List<Integer>> breaks;
  private final List<byte[]> opposite;
  private final SpliceEncoder encoder;
  private final int chunk;
  private final ChunkTasks tasks;
  private final MaskedBases masked;
  private final int passes;

  /** Makes chunks of labelled units, for the sites alone, with no base hidden. */
  SpliceChunks(List<SpliceUnit> units, SpliceEncoder encoder, int chunk) {
    this(
        units.stream().map(unit -> new TrainingUnit(unit, true)).toList(),
        encoder,
        chunk,
        ChunkTasks.none(),
        new MaskedBases(0));
  }

  SpliceChunks(
      List<TrainingUnit> units,
      SpliceEncoder encoder,
      int chunk,
      ChunkTasks tasks,
      MaskedBases masked) {
    this.units = List.copyOf(units);
    this.encoder = encoder;
    this.chunk = chunk;
    this.tasks = tasks;
    this.masked = masked;
    labels = units.stream().map(SpliceChunks::labels).toList();
    breaks = labels.stream().map(GeneGrammar::breaks).toList();
    opposite =
        units.stream()
            .map(
                u ->
                    tasks.readsBothStrands()
                        ? Iupac.reverseComplement(u.unit().bases())
                        : new byte[0])
            .toList();
    long all = bases(true) + bases(false);
    passes = (int) Math.max(1, Math.rint((double) all / Math.max(1, bases(true))));
  }

  private static int[] labels(TrainingUnit unit) {
    if (unit.labelled()) {
      return GeneGrammar.labels(unit.unit().labels());
    }
    int[] none = new int[unit.unit().bases().length];
    Arrays.fill(none, Sequence.IGNORE);
    return none;
  }

  private long bases(boolean labelled) {
    return units.stream()
        .filter(u -> u.labelled() == labelled)
        .mapToLong(u -> u.unit().bases().length)
        .sum();
  }

  /** One stretch of one unit, in its sense direction. */
  private record Chunk(int unit, int from, int to, boolean antisense, boolean taught) {}

  /**
   * Returns how many chunks are to be a step's, so that as many labelled ones are among them, on
   * average, as a batch of labelled ones has.
   *
   * @param batch labelled chunks of a step
   */
  int batchSize(int batch) {
    double labelled = (double) passes * bases(true);
    double once = bases(true) + bases(false);
    double others = tasks.config().any() ? bases(false) : 0;
    double turned = tasks.readsBothStrands() ? once : 0;
    return (int) Math.rint(batch * (labelled + others + turned) / labelled);
  }

  /** Returns the chunks of an epoch: about the same number in each. */
  SequenceSource epoch(long seed, int epoch) {
    RandomGenerator random = Seeds.random(seed, "chunks " + epoch);
    List<Chunk> chunks = new ArrayList<>();
    for (int u = 0; u < units.size(); u++) {
      boolean labelled = units.get(u).labelled();
      int times = labelled ? passes : tasks.config().any() ? 1 : 0;
      for (int pass = 0; pass < times; pass++) {
        cut(u, chunk - random.nextInt(chunk), pass == 0, chunks);
      }
    }
    return new SequenceSource() {
      @Override
      public int size() {
        return chunks.size();
      }

      @Override
      public Sequence get(int index) {
        return encode(chunks.get(index), Seeds.random(seed, "masked bases " + epoch + " " + index));
      }
    };
  }

  private void cut(int unit, int regular, boolean taught, List<Chunk> chunks) {
    int first = chunks.size();
    int from = 0;
    for (int broken : breaks.get(unit)) {
      from = cut(new Chunk(unit, from, broken, false, taught), regular, chunks);
    }
    int length = units.get(unit).unit().bases().length;
    cut(new Chunk(unit, from, length, false, taught), regular, chunks);
    if (taught && tasks.readsBothStrands()) {
      for (Chunk c : List.copyOf(chunks.subList(first, chunks.size()))) {
        chunks.add(new Chunk(unit, c.from(), c.to(), true, true));
      }
    }
  }

  /** Cuts a stretch at regular + i·chunk. */
  private int cut(Chunk stretch, int regular, List<Chunk> chunks) {
    int at = stretch.from();
    while (at < stretch.to()) {
      int past = at < regular ? regular : regular + ((at - regular) / chunk + 1) * chunk;
      int end = Math.min(stretch.to(), past);
      chunks.add(new Chunk(stretch.unit(), at, end, false, stretch.taught()));
      at = end;
    }
    return stretch.to();
  }

  private Sequence encode(Chunk c, RandomGenerator random) {
    SpliceUnit unit = units.get(c.unit()).unit();
    Interval window = new Interval(c.from(), c.to());
    int[] part = Arrays.copyOfRange(labels.get(c.unit()), c.from(), c.to());
    Interval read = window;
    byte[] bases = unit.bases();
    if (c.antisense()) {
      part = tasks.antisense(unit, window);
      read = window.mirrored(bases.length);
      bases = opposite.get(c.unit());
    }
    int first = Math.max(0, read.start() - encoder.radius());
    int last = Math.min(bases.length, read.end() + encoder.radius());
    bases = masked.hide(bases, first, last, random);
    Sequence sequence =
        encoder
            .reading(unit.species())
            .encode(new SpliceEncoder.Window(unit.id(), bases, read.start(), read.end()))
            .label(SpliceConfig.STRUCTURE, part);
    return tasks.label(sequence, unit, window, c.antisense(), c.taught());
  }
}

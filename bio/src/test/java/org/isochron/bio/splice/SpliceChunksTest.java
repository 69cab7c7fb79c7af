package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.MaskedBases;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceSource;
import org.junit.jupiter.api.Test;

/** What an epoch's chunks teach. */
class SpliceChunksTest {
  private static final SpliceEncoder ENCODER = new SpliceEncoder(2, List.of());

  private static List<SpliceUnit> units(int count) {
    return SpliceUnit.of(MadeGenes.set(PlantedGenes.of(0, count)).genes());
  }

  private static ChunkTasks tasks(List<SpliceUnit> units, double strand, double usage) {
    TaskConfig tasks =
        TaskConfig.none().withWeights(strand, 0, usage).withAntisense(TaskConfig.Antisense.NOTHING);
    return ChunkTasks.of(units, PlantedGenes.config(1).withChunk(200).withTasks(tasks));
  }

  private static SpliceChunks chunks(List<SpliceUnit> units, double share, ChunkTasks tasks) {
    return new SpliceChunks(
        TrainingUnit.of(units, share, 1), ENCODER, 200, tasks, new MaskedBases(0));
  }

  private static List<Sequence> epoch(SpliceChunks chunks) {
    SequenceSource source = chunks.epoch(1, 0);
    List<Sequence> all = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      all.add(source.get(i));
    }
    return all;
  }

  private static boolean isLabelled(Sequence s) {
    return Arrays.stream(s.labels(SpliceConfig.STRUCTURE)).anyMatch(y -> y != Sequence.IGNORE);
  }

  private static long steps(List<Sequence> sequences) {
    return sequences.stream().mapToLong(Sequence::steps).sum();
  }

  @Test
  void eachChunkComesAgainFromTheOtherStrandWhereNothingIsTaughtOfSites() {
    List<SpliceUnit> units = units(4);
    SpliceChunks chunks = chunks(units, 1, tasks(units, 0.1, 0));
    List<Sequence> all = epoch(chunks);
    List<Sequence> plain = epoch(chunks(units, 1, ChunkTasks.none()));
    assertEquals(2 * plain.size(), all.size());
    assertEquals(16, chunks.batchSize(8));
    int turned = 0;
    for (Sequence s : all) {
      int strand = s.labels(TaskConfig.STRAND)[0];
      assertEquals(1, s.labels(TaskConfig.STRAND).length);
      assertTrue(strand != (isLabelled(s) ? 1 - ChunkTasks.SENSE : ChunkTasks.SENSE), s.id());
      turned += isLabelled(s) ? 0 : 1;
    }
    assertEquals(plain.size(), turned);
    assertTrue(taught(all, ChunkTasks.SENSE) > 0);
    assertEquals(taught(all, ChunkTasks.SENSE), taught(all, 1 - ChunkTasks.SENSE));
  }

  @Test
  void theOtherStrandTeachesThatThereAreNoSitesWhereNoGeneOfItIsKnown() {
    Gene there =
        Gene.of("a", "s", Strand.PLUS, List.of(new Interval(100, 200), new Interval(300, 401)));
    Gene back = Gene.of("b", "s", Strand.MINUS, List.of(new Interval(450, 500)));
    AnnotatedSequence s = new AnnotatedSequence("s", MadeGenes.bases(1, 600), List.of(there, back));
    SpliceUnit unit = SpliceUnit.of(MadeGenes.set(List.of(s)).genes()).get(0);
    TaskConfig config =
        TaskConfig.none().withWeights(0.1, 0, 0).withAntisense(TaskConfig.Antisense.NO_SITE);
    ChunkTasks tasks = new ChunkTasks(config, TaskSettings.none());
    int[] free = tasks.antisense(unit, new Interval(100, 450));
    assertEquals(350, Arrays.stream(free).filter(y -> y == GeneGrammar.OUTSIDE).count());
    int[] shared = tasks.antisense(unit, new Interval(100, 451));
    assertEquals(351, Arrays.stream(shared).filter(y -> y == Sequence.IGNORE).count());
    ChunkTasks silent =
        new ChunkTasks(config.withAntisense(TaskConfig.Antisense.NOTHING), TaskSettings.none());
    int[] nothing = silent.antisense(unit, new Interval(100, 450));
    assertEquals(350, Arrays.stream(nothing).filter(y -> y == Sequence.IGNORE).count());
    for (int end : new int[] {450, 451}) {
      Sequence chunk = new Sequence("c", 1, new double[end - 100]);
      tasks.label(chunk, unit, new Interval(100, end), false, true);
      int expected = end == 450 ? ChunkTasks.SENSE : Sequence.IGNORE;
      assertEquals(expected, chunk.labels(TaskConfig.STRAND)[0]);
    }
  }

  @Test
  void theOtherStrandsFeaturesAreThoseOfTheReverseComplement() {
    List<SpliceUnit> units = units(1);
    List<Sequence> all = epoch(chunks(units, 1, tasks(units, 0.1, 0)));
    int half = all.size() / 2;
    for (int i = 0; i < half; i++) {
      Sequence sense = all.get(i);
      Sequence turned = all.get(half + i);
      int width = ENCODER.channels();
      assertEquals(sense.steps(), turned.steps());
      for (int t = 0; t < sense.steps(); t++) {
        double[] x = Arrays.copyOfRange(sense.features(), t * width, (t + 1) * width);
        // A C G T at offsets -2 to 2, read backwards, is T G C A at offsets 2 to -2.
        for (int c = 0; c < width / 2; c++) {
          double kept = x[c];
          x[c] = x[width - 1 - c];
          x[width - 1 - c] = kept;
        }
        int back = sense.steps() - 1 - t;
        double[] y = Arrays.copyOfRange(turned.features(), back * width, (back + 1) * width);
        assertArrayEquals(x, y, "chunk " + i + " step " + t);
      }
    }
  }

  @Test
  void ofAShareOfLabelsAsManyLabelledChunksComeAsOfAll() {
    List<SpliceUnit> units = units(20);
    List<Sequence> all = epoch(chunks(units, 1, ChunkTasks.none()));
    SpliceChunks few = chunks(units, 0.1, ChunkTasks.none());
    List<Sequence> labelled = epoch(few);
    assertTrue(labelled.stream().allMatch(SpliceChunksTest::isLabelled));
    assertEquals(steps(all), steps(labelled));
    assertEquals(2, labelled.stream().map(Sequence::id).distinct().count());
    assertEquals(8, few.batchSize(8));
  }

  @Test
  void genesWithoutLabelsComeOnceForTheirTasks() {
    List<SpliceUnit> units = units(20);
    SpliceChunks chunks = chunks(units, 0.1, tasks(units, 0.1, 0));
    List<Sequence> all = epoch(chunks);
    List<Sequence> labelled = all.stream().filter(SpliceChunksTest::isLabelled).toList();
    assertEquals(20L * MadeGenes.LENGTH, steps(labelled));
    // Others once: 18 in sense direction, all 20 in the other.
    assertEquals(38L * MadeGenes.LENGTH, steps(all) - steps(labelled));
    assertEquals(Math.rint(8 * 58 / 20.0), chunks.batchSize(8));
    long sense = taught(all, ChunkTasks.SENSE);
    assertEquals(taught(all, 1 - ChunkTasks.SENSE), sense);
    assertTrue(sense > 0);
  }

  private static long taught(List<Sequence> all, int strand) {
    return all.stream().filter(s -> s.labels(TaskConfig.STRAND)[0] == strand).count();
  }

  @Test
  void theSameSeedChoosesTheSameGenes() {
    List<SpliceUnit> units = units(20);
    List<TrainingUnit> once = TrainingUnit.of(units, 0.3, 5);
    assertEquals(6, TrainingUnit.labelled(once).size());
    assertEquals(once, TrainingUnit.of(units, 0.3, 5));
    assertFalse(once.equals(TrainingUnit.of(units, 0.3, 6)));
  }

  @Test
  void usageIsOfTheGenesStrandInStandardUnitsAndMaskedWithoutReads() {
    List<SpliceUnit> units = units(8);
    ChunkTasks tasks = tasks(units, 0.1, 0.1);
    // 600 bases in chunks of 200: the intron [200,300) is in the second one.
    Interval second = new Interval(200, 400);
    double low = Math.log1p(10);
    double high = Math.log1p(1000);
    // Even genes have 10 reads, of the odd ones 1 and 5 have 1000, 3 and 7 none.
    double mean = (4 * low + 2 * high) / 6;
    assertEquals(mean, tasks.settings().usageMean(), 1e-12);
    assertEquals(List.of(PlantedGenes.INTRON), List.copyOf(units.get(0).junctions().keySet()));
    for (int u : new int[] {0, 1, 3}) {
      SpliceUnit unit = units.get(u);
      for (boolean antisense : new boolean[] {false, true}) {
        Sequence s = new Sequence("s", 1, new double[200]);
        tasks.label(s, unit, second, antisense, true);
        var target = s.target(TaskConfig.USAGE);
        assertEquals(u != 3 && !antisense, target.known(0), "gene " + u);
        if (target.known(0)) {
          double expected = u == 0 ? low : high;
          assertEquals(expected, tasks.settings().logUsage(target.values()[0]), 1e-9);
        }
      }
      Sequence first = new Sequence("s", 1, new double[200]);
      tasks.label(first, unit, new Interval(0, 200), false, true);
      assertFalse(first.target(TaskConfig.USAGE).known(0));
    }
  }

  @Test
  void usageWithoutReadsIsRefused() {
    List<SpliceUnit> none = SpliceUnit.of(MadeGenes.set(MadeGenes.unrelated(4)).genes());
    var e = assertThrows(IllegalArgumentException.class, () -> tasks(none, 0, 0.1));
    assertEquals(
        "tasks: usage needs training genes with junctions of different numbers of reads, found 0"
            + " windows with reads",
        e.getMessage());
  }

  @Test
  void hiddenBasesAreOthersInEachEpochAndTheSameInEachRun() {
    List<SpliceUnit> units = units(4);
    List<TrainingUnit> all = TrainingUnit.of(units, 1, 1);
    SpliceChunks plain = chunks(units, 1, ChunkTasks.none());
    SpliceChunks masked =
        new SpliceChunks(all, ENCODER, 200, ChunkTasks.none(), new MaskedBases(0.1));
    List<Sequence> before = epoch(plain);
    List<Sequence> after = epoch(masked);
    assertEquals(before.size(), after.size());
    long hidden = 0;
    for (int i = 0; i < before.size(); i++) {
      double[] x = before.get(i).features();
      double[] y = after.get(i).features();
      for (int t = 0; t < before.get(i).steps(); t++) {
        // The step's own base: its four channels are the middle ones of five neighbours.
        int at = t * ENCODER.channels() + 8;
        boolean isHidden = y[at] == 0.25 && y[at + 1] == 0.25;
        hidden += isHidden ? 1 : 0;
        assertTrue(isHidden || Arrays.equals(x, at, at + 4, y, at, at + 4), "step " + t);
      }
      assertArrayEquals(
          before.get(i).labels(SpliceConfig.STRUCTURE),
          after.get(i).labels(SpliceConfig.STRUCTURE));
    }
    assertEquals(0.1, (double) hidden / steps(before), 0.02);
    assertArrayEquals(after.get(0).features(), epoch(masked).get(0).features());
    assertFalse(Arrays.equals(after.get(0).features(), masked.epoch(1, 1).get(0).features()));
  }
}

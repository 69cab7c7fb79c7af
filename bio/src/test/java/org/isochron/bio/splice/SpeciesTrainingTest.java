package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.Seeds;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingListener;
import org.isochron.core.training.TrainingSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two made species with other introns: GTAAGTC...TTTCCAG, and GTCCGAA...GACACAG. */
class SpeciesTrainingTest {
  private static final String[][] INTRONS = {{"GTAAGTC", "TTTCCAG"}, {"GTCCGAA", "GACACAG"}};

  private static Workers workers;
  private static GeneSet set;
  private static GeneSplit split;
  private static SpliceTagger.Training training;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    workers = new Workers(2);
    Map<String, List<AnnotatedSequence>> sequences = new LinkedHashMap<>();
    sequences.put("oak", genes(0, 24));
    sequences.put("bee", genes(1, 24));
    set = GeneSet.ofSpecies(sequences, GeneSetConfig.defaults());
    split = set.splitByGroup(0.6, 0.2, 1);
    training = SpliceTagger.train(split, config(), List.of(), workers, TrainingListener.NONE);
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  /** Both species have sequences s0, s1, ... */
  private static List<AnnotatedSequence> genes(int species, int count) {
    List<AnnotatedSequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bases = MadeGenes.bases(1000 * species + i, MadeGenes.LENGTH);
      for (int j = 0; j < 7; j++) {
        bases[200 + j] = (byte) INTRONS[species][0].charAt(j);
        bases[293 + j] = (byte) INTRONS[species][1].charAt(j);
      }
      sequences.add(MadeGenes.sequence("s" + i, bases));
    }
    return sequences;
  }

  private static SpliceConfig config() {
    return new SpliceConfig(
            new SpliceConfig.NetworkConfig(7, 1, 8, 8, 0),
            200,
            new TrainingConfig(6, 4, 0, 1, new OptimizerConfig(2e-2, 0, 1, 0.05, 0.9)))
        .withSpecies(List.of("oak", "bee"))
        .withFineTune(new FineTune("bee", 3, 1e-2));
  }

  private static SpliceTagger.Training train(Checkpoints checkpoints, TrainingListener listener) {
    try (Workers one = new Workers(1)) {
      TrainingSession session = new TrainingSession(one, listener, checkpoints);
      return SpliceTagger.train(split, config(), List.of(), session);
    }
  }

  @Test
  void sequencesOfOneNameAreApartByTheirSpecies() {
    assertEquals(List.of("oak", "bee"), set.species());
    assertEquals(48, set.groups());
    assertEquals("bee:s0:g", set.genes().get(24).group());
    assertEquals(48, SpliceUnit.of(set.genes()).size());
    assertFalse(set.genes().get(0).locus().overlaps(set.genes().get(24).locus()));
  }

  @Test
  void aSplitIsSavedWithItsSpecies() throws IOException {
    Path file = folder.resolve("split.tsv");
    split.save(file);
    assertEquals("gene\tgroup\tset\tspecies", Files.readAllLines(file).get(0));
    assertEquals(split, GeneSplit.load(file, set));
    GeneSet bees = GeneSet.ofSpecies(Map.of("bee", genes(1, 24)), GeneSetConfig.defaults());
    assertEquals(split.ofSpecies("bee"), GeneSplit.load(file, bees));
    GeneSet unnamed = MadeGenes.set(genes(0, 24));
    var e = assertThrows(FormatException.class, () -> GeneSplit.load(file, unnamed));
    assertTrue(e.getMessage().endsWith("the split is of named species, the genes are of none"));
  }

  @Test
  void aChromosomeOfTwoSpeciesIsNamedWithItsSpecies() {
    ChromosomePlan plan = new ChromosomePlan(List.of("bee:s1", "bee:s2"), List.of());
    GeneSplit byChromosome = set.splitByChromosome(plan, 0.1, 0.2, 1);
    assertEquals(2, byChromosome.ofSpecies("bee").test().size());
    assertEquals(5, byChromosome.ofSpecies("oak").test().size());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> set.splitByChromosome(new ChromosomePlan(List.of("s1"), List.of()), 0.1, 0.2, 1));
    assertEquals("chromosome s1: may be oak:s1, bee:s1", e.getMessage());
  }

  @Test
  void eachSpeciesIsOneConstantChannel() {
    SpliceEncoder encoder = new SpliceEncoder(1, List.of("oak", "bee"));
    assertEquals(14, encoder.channels());
    byte[] bases = {'A', 'C'};
    var window = new SpliceEncoder.Window("w", bases, 0, 2);
    double[] x = encoder.reading("bee").encode(window).features();
    double[] plain = new SpliceEncoder(1, List.of()).encode(window).features();
    for (int t = 0; t < 2; t++) {
      assertArrayEquals(
          Arrays.copyOfRange(plain, 12 * t, 12 * t + 12),
          Arrays.copyOfRange(x, 14 * t, 14 * t + 12));
      assertEquals(0, x[14 * t + 12]);
      assertEquals(1, x[14 * t + 13]);
    }
    assertThrows(IllegalArgumentException.class, () -> encoder.reading("ant"));
    assertThrows(IllegalStateException.class, () -> encoder.encode(window));
  }

  @Test
  void featuresWithoutTheirZerosAreTheSame() {
    byte[] bases = Iupac.bases("acgtNRttacgWacgtAC");
    SpliceEncoder plain = new SpliceEncoder(3, List.of());
    SpliceEncoder ofBees = new SpliceEncoder(3, List.of("oak", "bee")).reading("bee");
    for (SpliceEncoder encoder : List.of(plain, ofBees)) {
      for (int to : new int[] {3, 5, 12, 18}) {
        var window = new SpliceEncoder.Window("w", bases, to / 2, to);
        Sequence sparse = encoder.encodeSparse(window);
        assertArrayEquals(encoder.encode(window).features(), sparse.features());
        assertEquals(to - to / 2, sparse.steps());
      }
    }
    SpliceEncoder unread = new SpliceEncoder(1, List.of("oak", "bee"));
    var window = new SpliceEncoder.Window("w", bases, 0, 3);
    assertThrows(IllegalStateException.class, () -> unread.encodeSparse(window));
  }

  @Test
  void unitsOfSpeciesInTurnScoreAsEachAlone() {
    SpliceTagger tagger = training.tagger();
    List<SenseGene> mixed = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      mixed.add(set.genes().get(i));
      mixed.add(set.genes().get(24 + i));
    }
    List<SpliceUnit> units = SpliceUnit.of(mixed);
    SpliceEncoder encoder = new SpliceEncoder(7, tagger.species());
    TileReader reader =
        TileReader.of(tagger.model().network(), tagger.model().parameters(), encoder, workers);
    List<SpliceScanner.Scores> scores = SpeciesScores.of(SiteReader.of(reader), units);
    for (int u = 0; u < units.size(); u++) {
      SpliceTagger one = tagger.uncalibrated().of(units.get(u).species());
      var alone = one.probabilities(units.get(u).bases(), workers);
      assertArrayEquals(alone.donor(), scores.get(u).donor());
      assertArrayEquals(alone.acceptor(), scores.get(u).acceptor());
    }
  }

  /** A tagger of two species with random parameters: it hears every base. */
  private static SpliceTagger random() {
    SpliceConfig how = config().withNetwork(new SpliceConfig.NetworkConfig(3, 1, 5, 4, 0));
    RecurrentNetwork network = how.recurrentNetwork();
    RandomGenerator random = Seeds.random(4, "random tagger");
    double[] parameters = random.doubles(network.layout().size(), -1, 1).toArray();
    TaggerSettings settings =
        new TaggerSettings(
            TaggerSettings.DNA,
            3,
            List.of(
                new TaggerSettings.Species("oak", 0.5, 0.5),
                new TaggerSettings.Species("bee", 0.5, 0.5)),
            training.tagger().trainedGenes());
    TrainedModel like = training.tagger().model();
    return new SpliceTagger(
        new TrainedModel(
            like.kind(), network, parameters, Json.toTree(settings), like.provenance()),
        settings);
  }

  @Test
  void aSiteIsExplainedAsOfItsSpecies() {
    SpliceTagger tagger = random();
    byte[] bases = MadeGenes.bases(11, 30);
    SpliceSite.Kind kind = SpliceSite.Kind.DONOR;
    SiteSaliency oak = SiteSaliency.of(tagger.of("oak"), bases, 14, kind, workers);
    SiteSaliency bee = SiteSaliency.of(tagger.of("bee"), bases, 14, kind, workers);
    assertNotEquals(oak.logit(), bee.logit());
    double fromUnknown = Math.abs(oak.logit() - oak.baselineLogit());
    assertTrue(oak.completenessError() <= 0.02 * fromUnknown + 1e-6, "" + fromUnknown);
    assertThrows(
        IllegalArgumentException.class, () -> SiteSaliency.of(tagger, bases, 14, kind, workers));
  }

  @Test
  void theSecondPhaseIsOnOneSpeciesAndKeepsWhatIsBetter() {
    assertEquals(6, training.history().size());
    SpliceTagger.FineTuning phase = training.fineTuning().orElseThrow();
    assertEquals(3, phase.history().size());
    assertEquals("bee", phase.species());
    List<SenseGene> bees = split.ofSpecies("bee").validation();
    double kept = training.tagger().evaluate(bees, workers).meanAuprc().value();
    double expected =
        phase.bestEpoch() == 0
            ? phase.scoreBefore()
            : phase.history().get(phase.bestEpoch() - 1).validationScore();
    assertEquals(1 - expected, kept, 1e-9);
    assertTrue(expected <= phase.scoreBefore());
  }

  @Test
  void theFirstPhaseIsValidatedByTheMeanOfTheSpecies() {
    SpliceConfig joint = config().withFineTune(FineTune.none());
    var only = SpliceTagger.train(split, joint, List.of(), workers, TrainingListener.NONE);
    double sum = 0;
    for (String name : List.of("oak", "bee")) {
      List<SenseGene> genes = split.ofSpecies(name).validation();
      sum += only.tagger().evaluate(genes, workers).meanAuprc().value();
    }
    double best = only.history().get(only.bestEpoch() - 1).validationScore();
    assertEquals(1 - sum / 2, best, 1e-9);
    assertTrue(only.fineTuning().isEmpty());
  }

  @Test
  void aSpeciesMustBeChosenToPredict() throws IOException {
    SpliceTagger tagger = training.tagger();
    Path file = folder.resolve("m.isoc");
    tagger.save(file);
    SpliceTagger loaded = SpliceTagger.load(file);
    assertEquals(List.of("oak", "bee"), loaded.species());
    byte[] bases = MadeGenes.bases(77, 300);
    var e =
        assertThrows(IllegalArgumentException.class, () -> loaded.probabilities(bases, workers));
    assertEquals("species: expected one of oak, bee, found ''", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> loaded.of("ant"));
    float[] oak = loaded.of("oak").probabilities(bases, workers).donor();
    assertArrayEquals(tagger.of("oak").probabilities(bases, workers).donor(), oak);
    assertFalse(Arrays.equals(oak, loaded.of("bee").probabilities(bases, workers).donor()));
  }

  @Test
  void eachGeneIsCalledAtItsSpeciesThresholds() {
    SpliceEvaluation all = training.tagger().evaluate(split.test(), workers);
    boolean differ =
        training.tagger().of("oak").thresholds().donor()
            != training.tagger().of("bee").thresholds().donor();
    assertEquals(!differ, all.donor().hasThreshold());
    SpliceEvaluation bees = training.tagger().evaluate(split.ofSpecies("bee").test(), workers);
    assertEquals(training.tagger().of("bee").thresholds().donor(), bees.donor().threshold());
  }

  @Test
  void settingsThatDoNotFitAreRefused() throws IOException {
    TrainedModel m = training.tagger().model();
    TaggerSettings.Species oak = new TaggerSettings.Species("oak", 0.5, 0.5);
    refused(m, List.of(oak), "radius 7 and 1 species do not fit a network of 62 input channels");
    refused(m, List.of(oak, oak), "species oak comes twice");
    refused(m, List.of(), "species: expected at least one, found none");
    refused(
        m,
        List.of(oak, new TaggerSettings.Species("", 0.5, 0.5)),
        "species: expected a name of letters, digits, '.', '_' and '-', found ''");
  }

  private void refused(TrainedModel m, List<TaggerSettings.Species> species, String message)
      throws IOException {
    TaggerSettings settings =
        new TaggerSettings(TaggerSettings.DNA, 7, species, training.tagger().trainedGenes());
    Path file = folder.resolve("x.isoc");
    ModelFile.write(
        file,
        new TrainedModel(
            m.kind(), m.network(), m.parameters(), Json.toTree(settings), m.provenance()));
    var e = assertThrows(FormatException.class, () -> SpliceTagger.load(file));
    assertEquals("x.isoc: settings: " + message, e.getMessage());
  }

  /** Throws after an epoch of a phase, as a kill would end the process. */
  private static TrainingListener killing(int phase, int epoch) {
    return new TrainingListener() {
      private int phases;

      @Override
      public void started(int parameters, long steps) {
        phases++;
      }

      @Override
      public void epochEnded(EpochRecord record) {
        if (phases == phase && record.epoch() == epoch) {
          throw new IllegalStateException("killed");
        }
      }
    };
  }

  @Test
  void aTrainingThatIsKilledInEitherPhaseGoesOnToTheSameBytesOnOneThread() throws IOException {
    Path file = folder.resolve("c.ckpt");
    assertThrows(
        IllegalStateException.class, () -> train(Checkpoints.in(file, false), killing(1, 2)));
    assertThrows(
        IllegalStateException.class, () -> train(Checkpoints.in(file, true), killing(2, 1)));
    assertTrue(Files.exists(folder.resolve("fine-tune-c.ckpt")));
    var resumed = train(Checkpoints.in(file, true), TrainingListener.NONE);
    assertArrayEquals(
        ModelFile.bytes(training.tagger().model()), ModelFile.bytes(resumed.tagger().model()));
    assertEquals(training.history(), resumed.history());
    assertEquals(training.fineTuning(), resumed.fineTuning());
  }

  @Test
  void aSecondPhaseOfOtherGenesIsRefused() {
    Path file = folder.resolve("c.ckpt");
    train(Checkpoints.in(file, false), TrainingListener.NONE);
    List<SenseGene> fewer = split.train().subList(0, split.train().size() - 1);
    GeneSplit other = new GeneSplit(fewer, split.validation(), List.of());
    TrainingSession session =
        new TrainingSession(workers, TrainingListener.NONE, Checkpoints.in(file, true));
    var e =
        assertThrows(
            UncheckedIOException.class,
            () -> SpliceTagger.train(other, config(), List.of(), session));
    assertTrue(e.getMessage().contains("checkpoint of another run"), e.getMessage());
  }

  @Test
  void aListenerThatStopsTheFirstPhaseStopsTheSecond() {
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public boolean stopRequested() {
            return true;
          }
        };
    assertTrue(train(Checkpoints.NONE, stopping).fineTuning().isEmpty());
  }
}

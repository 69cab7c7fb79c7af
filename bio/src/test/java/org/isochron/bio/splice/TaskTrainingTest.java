package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Heads on whole stretches, on two made species with other introns. */
@Tag("slow")
class TaskTrainingTest {
  private static final TaskConfig ALL = TaskConfig.none().withWeights(0.3, 0.3, 0.1);

  private static Workers workers;
  private static GeneSplit split;
  private static SpliceTagger tagger;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    workers = new Workers(2);
    split = PlantedGenes.ofTwoSpecies(40).splitByGroup(0.7, 0.1, 1);
    tagger = train(config(ALL));
  }

  private static SpliceConfig config(TaskConfig tasks) {
    return PlantedGenes.config(20).withSpecies(List.of("oak", "bee")).withTasks(tasks);
  }

  private static SpliceTagger train(SpliceConfig config) {
    return SpliceTagger.train(split, config, List.of(), workers, TrainingListener.NONE).tagger();
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  @Test
  void strandAndSpeciesOfUnseenGenesAreFound() {
    TaskEvaluation e = TaskEvaluation.of(tagger, split.test(), 1, workers);
    assertEquals(2 * split.test().size(), e.strand().orElseThrow().windows());
    assertEquals(split.test().size(), e.species().orElseThrow().windows());
    assertTrue(e.strand().orElseThrow().accuracy().value() >= 0.85, e.strand().toString());
    assertTrue(e.species().orElseThrow().accuracy().value() >= 0.85, e.species().toString());
    assertEquals(0.5, e.strand().orElseThrow().largestShare());
    assertEquals(List.of("strand", "species", "usage"), List.copyOf(e.metrics().keySet()));
  }

  @Test
  void aReaderSaysWhatTheEvaluationCounts() {
    List<SenseGene> genes = split.test();
    TaskReader reader = TaskReader.of(tagger, workers);
    assertEquals(600, reader.window());
    int right = 0;
    double[] sense = reader.sense(genes.stream().map(SenseGene::bases).toList());
    double[] turned =
        reader.sense(genes.stream().map(g -> Iupac.reverseComplement(g.bases())).toList());
    for (int i = 0; i < sense.length; i++) {
      assertEquals(1, sense[i] + turned[i], 1e-12);
      right += (sense[i] > 0.5 ? 1 : 0) + (turned[i] > 0.5 ? 0 : 1);
    }
    TaskEvaluation e = TaskEvaluation.of(tagger, genes, 1, workers);
    assertEquals(
        (double) right / (2 * genes.size()), e.strand().orElseThrow().accuracy().value(), 1e-12);
  }

  @Test
  void headAndSitesTellTheStrandTogether() {
    StrandWeights weights = tagger.settings().tasks().strand();
    assertTrue(weights.sites() > 0, weights.toString());
    List<byte[]> bases = split.test().stream().map(SenseGene::bases).toList();
    TaskReader reader = TaskReader.of(tagger, workers);
    List<StrandWeights.Evidence> evidence = reader.strandEvidence(bases);
    double[] sense = reader.sense(bases);
    var sites = tagger.probabilities(bases, workers);
    for (int i = 0; i < sense.length; i++) {
      assertEquals(weights.probability(evidence.get(i)), sense[i]);
      byte[] turned = Iupac.reverseComplement(bases.get(i));
      double ofTurned = StrandWeights.sitesOf(tagger.probabilities(turned, workers));
      assertEquals(StrandWeights.sitesOf(sites.get(i)) - ofTurned, evidence.get(i).sites(), 1e-9);
    }
  }

  @Test
  void aNetworkThatTellsTheSpeciesDoesNotReadIt() {
    assertEquals(List.of(), tagger.species());
    assertEquals(List.of("oak", "bee"), TaskReader.speciesNames(tagger));
    int window = 4 * (2 * 7 + 1);
    assertEquals(window, tagger.model().network().trunk().inputSize());
    SpliceTagger reads = train(config(ALL.withWeights(0.3, 0, 0)).withTraining(short1()));
    assertEquals(window + 2, reads.model().network().trunk().inputSize());
    assertEquals(List.of("strand"), TaskReader.tasks(reads));
    byte[] bases = split.test().get(0).bases();
    double oak = TaskReader.of(reads.of("oak"), workers).sense(List.of(bases))[0];
    double bee = TaskReader.of(reads.of("bee"), workers).sense(List.of(bases))[0];
    assertNotEquals(oak, bee);
    assertThrows(
        IllegalArgumentException.class,
        () -> TaskReader.of(reads.of("oak"), workers).logUsage(List.of(bases)));
    assertMessage(
        "tagger 2: species read: expected [], as of the first, found [oak, bee]",
        () -> SpliceEnsemble.of(List.of(tagger, reads)));
    SpliceTagger twice = SpliceEnsemble.of(List.of(tagger, tagger));
    assertArrayEquals(
        TaskReader.of(tagger, workers).logUsage(List.of(bases)),
        TaskReader.of(twice, workers).logUsage(List.of(bases)));
  }

  private static TrainingConfig short1() {
    return PlantedGenes.config(1).training();
  }

  @Test
  void sitesAreScoredByTheNetworkWithoutItsOtherHeads() throws IOException {
    Path file = folder.resolve("m.isoc");
    tagger.save(file);
    SpliceTagger loaded = SpliceTagger.load(file);
    byte[] bases = split.test().get(0).bases();
    assertArrayEquals(
        tagger.probabilities(bases, workers).donor(), loaded.probabilities(bases, workers).donor());
    TrainedModel m = tagger.model();
    float[] whole = donors(m.network(), m.parameters(), bases);
    ScoringModel part = ScoringModel.of(m, tagger.settings());
    assertEquals(1, part.network().heads().size());
    assertArrayEquals(whole, donors(part.network(), part.parameters(), bases));
    BaseWordsTest.assertRounded(whole, tagger.uncalibrated().probabilities(bases, workers).donor());
    assertArrayEquals(
        TaskReader.of(tagger, workers).logUsage(List.of(bases)),
        TaskReader.of(loaded, workers).logUsage(List.of(bases)));
  }

  private static float[] donors(RecurrentNetwork network, double[] parameters, byte[] bases) {
    var run = new NetworkRun(network, workers);
    run.parameters(parameters);
    TileReader reader = TileReader.of(run, tagger.encoder());
    return new SpliceScanner(SiteReader.of(reader)).score(List.of(bases)).get(0).donor();
  }

  @Test
  void aHeadOnTheMeanLearnsToo() {
    SpliceTagger pooled = train(config(ALL.withPooling(TaskConfig.Pooling.MEAN)));
    TaskEvaluation e = TaskEvaluation.of(pooled, split.test(), 1, workers);
    double found = e.strand().orElseThrow().accuracy().value();
    assertTrue(found >= 0.75, "accuracy " + found);
  }

  @Test
  void aHeadThatHearsTheStrongestStepLearnsTheStrand() {
    SpliceTagger pooled = train(config(ALL.withPooling(TaskConfig.Pooling.STRONGEST)));
    TaskEvaluation e = TaskEvaluation.of(pooled, split.test(), 1, workers);
    double found = e.strand().orElseThrow().accuracy().value();
    assertTrue(found >= 0.9, "accuracy " + found);
  }

  @Test
  void aHeadAnswersOnceOrAtEachStep() {
    for (TaskConfig.Pooling pooling : TaskConfig.Pooling.values()) {
      TaskConfig wanted = ALL.withPooling(pooling);
      RecurrentNetwork network = config(wanted).recurrentNetwork();
      ChunkTasks tasks = new ChunkTasks(wanted, new TaskSettings(9, List.of("oak"), 0, 1));
      Sequence chunk = new Sequence("c", 1, new double[9]);
      SpliceUnit unit = SpliceUnit.of(split.test()).get(0);
      tasks.label(chunk, unit, new Interval(0, 9), false, true);
      boolean strongest = pooling == TaskConfig.Pooling.STRONGEST;
      int ofClass = pooling == TaskConfig.Pooling.STEPS ? 9 : 1;
      int ofValue = strongest ? 9 : ofClass;
      assertEquals(ofClass, network.head(TaskConfig.SPECIES).answers(9), pooling.toString());
      assertEquals(ofValue, network.head(TaskConfig.USAGE).answers(9), pooling.toString());
      assertEquals(ofClass, chunk.labels(TaskConfig.SPECIES).length);
      assertEquals(ofValue, chunk.target(TaskConfig.USAGE).rows());
    }
  }

  @Test
  void theSameFileOnOneThread() {
    SpliceConfig few = config(ALL.withLabelFraction(0.5)).withTraining(short1());
    byte[] two = ModelFile.bytes(train(few).model());
    try (Workers one = new Workers(1)) {
      SpliceTagger again =
          SpliceTagger.train(split, few, List.of(), one, TrainingListener.NONE).tagger();
      assertArrayEquals(two, ModelFile.bytes(again.model()));
    }
  }

  @Test
  void nonsenseIsRefused() {
    TaskConfig species = TaskConfig.none().withWeights(0, 1, 0);
    assertMessage(
        "tasks: species needs at least two species to tell apart, found []",
        () -> PlantedGenes.config(1).withTasks(species));
    assertMessage(
        "tasks: species expected without a second phase, which is on one species alone, found bee",
        () -> config(ALL).withFineTune(new FineTune("bee", 1, 1e-3)));
    assertMessage(
        "tasks: expected weights of at least 0, found -1.0",
        () -> TaskConfig.none().withWeights(-1, 0, 0));
    assertMessage(
        "labelFraction: expected above 0 and at most 1, found 0.0",
        () -> TaskConfig.none().withLabelFraction(0));
  }

  private static void assertMessage(String expected, Executable e) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, e).getMessage());
  }

  @Test
  void headsThatTheSettingsDoNotFitAreRefused() throws IOException {
    TrainedModel m = tagger.model();
    TaggerSettings s = tagger.settings();
    TaskSettings one = new TaskSettings(600, List.of("oak"), 0, 1);
    TaggerSettings wrong =
        new TaggerSettings(s.alphabet(), s.radius(), s.species(), s.trainedGenes(), one);
    Path file = folder.resolve("x.isoc");
    ModelFile.write(
        file,
        new TrainedModel(
            m.kind(), m.network(), m.parameters(), Json.toTree(wrong), m.provenance()));
    var e = assertThrows(FormatException.class, () -> SpliceTagger.load(file));
    assertEquals("x.isoc: network: head 'species': expected 1 outputs, found 2", e.getMessage());
  }
}

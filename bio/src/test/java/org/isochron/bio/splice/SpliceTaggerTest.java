package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.TrainingConfig;
import org.isochron.core.training.TrainingListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small tagger on made genes of biased codons, introns GTAAGTC...TTTCCAG. */
class SpliceTaggerTest {
  private static final TrainedGenes NO_GENES = new TrainedGenes(List.of(), List.of());

  private static final String DONOR = "GTAAGTC";
  private static final String ACCEPTOR = "TTTCCAG";

  private static Workers workers;
  private static GeneSplit split;
  private static SpliceTagger.Training training;

  @BeforeAll
  static void train() {
    workers = new Workers(2);
    List<AnnotatedSequence> sequences = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      AnnotatedSequence plus = MadeGenes.sequence("s" + i, planted(i));
      sequences.add(i % 2 == 0 ? plus : MadeGenes.reversed(plus, "s" + i));
    }
    split = MadeGenes.set(sequences).splitByGroup(0.6, 0.2, 1);
    training = SpliceTagger.train(split, config(1), List.of(), workers, TrainingListener.NONE);
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  private static byte[] planted(long seed) {
    byte[] bases = MadeGenes.bases(seed, MadeGenes.LENGTH);
    code(bases, 100, 200);
    code(bases, 300, 401);
    for (int i = 0; i < 7; i++) {
      bases[200 + i] = (byte) DONOR.charAt(i);
      bases[300 - 7 + i] = (byte) ACCEPTOR.charAt(i);
    }
    return bases;
  }

  /** Makes random bases look coding: purines first and C or G last in a codon, which is read on. */
  private static void code(byte[] bases, int from, int to) {
    int codon = from == 300 ? 100 % 3 : 0;
    for (int i = from; i < to; i++) {
      boolean second = bases[i] == 'C' || bases[i] == 'T';
      int position = (codon + i - from) % 3;
      bases[i] =
          (byte)
              (position == 0 ? second ? 'G' : 'A' : position == 1 ? bases[i] : second ? 'G' : 'C');
    }
  }

  private static SpliceConfig config(long seed) {
    return new SpliceConfig(
        new SpliceConfig.NetworkConfig(7, 1, 8, 8, 0),
        200,
        new TrainingConfig(30, 2, 0, seed, new OptimizerConfig(2e-2, 0, 1, 0.05, 0.9)));
  }

  private static TaggerSettings settings(
      String alphabet, int radius, double donor, double acceptor) {
    List<TaggerSettings.Species> one = List.of(new TaggerSettings.Species("", donor, acceptor));
    return new TaggerSettings(alphabet, radius, one, NO_GENES);
  }

  @Test
  void findsThePlantedSitesOfGenesItWasNotTrainedOn() {
    SpliceEvaluation e = training.tagger().evaluate(split.test(), workers);
    assertTrue(e.donor().topK().value() > 0.9, "donor top-k " + e.donor().topK());
    assertTrue(e.acceptor().topK().value() > 0.9, "acceptor top-k " + e.acceptor().topK());
    assertEquals(2 * split.test().size(), e.sites());
    assertEquals(301L * split.test().size(), e.positions());
  }

  @Test
  void callsSitesOfBothStrandsAtTheirForwardPositions() {
    byte[] plus = planted(1000);
    byte[] minus = Iupac.reverseComplement(plus);
    SiteThresholds thresholds = new SiteThresholds(0.1, 0.1);
    List<SpliceSite> forward =
        training
            .tagger()
            .predict(new FastaRecord("p", "", plus), Strands.APART, thresholds, workers);
    List<SpliceSite> backward =
        training
            .tagger()
            .predict(new FastaRecord("m", "", minus), Strands.APART, thresholds, workers);
    assertTrue(has(forward, 199, Strand.PLUS, SpliceSite.Kind.DONOR), forward.toString());
    assertTrue(has(forward, 300, Strand.PLUS, SpliceSite.Kind.ACCEPTOR), forward.toString());
    assertTrue(has(backward, 400, Strand.MINUS, SpliceSite.Kind.DONOR), backward.toString());
    assertTrue(has(backward, 299, Strand.MINUS, SpliceSite.Kind.ACCEPTOR), backward.toString());
    assertEquals(forward.size(), backward.size());
  }

  private static boolean has(
      List<SpliceSite> sites, int position0, Strand strand, SpliceSite.Kind kind) {
    return sites.stream()
        .anyMatch(s -> s.position0() == position0 && s.strand() == strand && s.kind() == kind);
  }

  @Test
  void savedAndLoadedPredictsTheSameBits(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.isoc");
    training.tagger().save(file);
    SpliceTagger loaded = SpliceTagger.load(file);
    byte[] bases = planted(2000);
    assertArrayEquals(
        training.tagger().probabilities(bases, workers).donor(),
        loaded.probabilities(bases, workers).donor());
    assertEquals(training.tagger().thresholds(), loaded.thresholds());
    assertArrayEquals(ModelFile.bytes(training.tagger().model()), ModelFile.bytes(loaded.model()));
  }

  @Test
  void sameSeedOnOneThreadGivesTheSameFile() {
    try (Workers one = new Workers(1)) {
      SpliceTagger again =
          SpliceTagger.train(split, config(1), List.of(), one, TrainingListener.NONE).tagger();
      assertArrayEquals(ModelFile.bytes(training.tagger().model()), ModelFile.bytes(again.model()));
    }
  }

  @Test
  void grusTrainAsLstmsDo() {
    // In half as many epochs a GRU of 8 units misses a tenth more.
    SpliceConfig base = config(1);
    SpliceConfig gru =
        base.withNetwork(base.network().withCell(SpliceConfig.CellKind.GRU))
            .withTraining(base.training().withEpochs(60));
    SpliceTagger tagger =
        SpliceTagger.train(split, gru, List.of(), workers, TrainingListener.NONE).tagger();
    assertTrue(tagger.model().network().toString().contains("GruCell"));
    SpliceEvaluation e = tagger.evaluate(split.test(), workers);
    assertTrue(e.donor().topK().value() > 0.9, "donor top-k " + e.donor().topK());
  }

  @Test
  void theBasesAroundCalledSitesShowTheirMotifs() {
    SpliceEvaluation e = training.tagger().evaluate(split.test(), workers);
    SiteBases donors = e.donorBases();
    assertEquals(3, donors.boundary());
    double[][] counts = donors.array();
    for (double[] position : counts) {
      assertEquals(donors.sites(), position[0] + position[1] + position[2] + position[3], 1e-6);
    }
    assertTrue(counts[3][2] > 0.9 * donors.sites(), "G after the donor");
    assertTrue(counts[4][3] > 0.9 * donors.sites(), "then T");
    SiteBases acceptors = e.acceptorBases();
    assertTrue(acceptors.array()[19][2] > 0.9 * acceptors.sites(), "G before the acceptor");
    assertTrue(acceptors.array()[18][0] > 0.9 * acceptors.sites(), "and A before that");
  }

  @Test
  void refusesAModelOfAnotherAlphabetOrKind(@TempDir Path folder) throws IOException {
    TrainedModel m = training.tagger().model();
    JsonNode protein = Json.toTree(settings("protein", 7, 0.5, 0.5));
    Path file = folder.resolve("p.isoc");
    ModelFile.write(
        file, new TrainedModel(m.kind(), m.network(), m.parameters(), protein, m.provenance()));
    String alphabet =
        assertThrows(FormatException.class, () -> SpliceTagger.load(file)).getMessage();
    assertEquals("p.isoc: a model of alphabet protein, expected DNA (IUPAC)", alphabet);
    ModelFile.write(
        file,
        new TrainedModel("stress", m.network(), m.parameters(), m.settings(), m.provenance()));
    String kind = assertThrows(FormatException.class, () -> SpliceTagger.load(file)).getMessage();
    assertEquals("p.isoc: a model of kind stress, expected splice-tagger", kind);
  }

  @Test
  void aModelThatDoesNotNameItsGenesIsRefused(@TempDir Path folder) throws IOException {
    TrainedModel m = training.tagger().model();
    ObjectNode settings = m.settings().deepCopy();
    settings.remove("trainedGenes");
    Path file = folder.resolve("p.isoc");
    ModelFile.write(
        file, new TrainedModel(m.kind(), m.network(), m.parameters(), settings, m.provenance()));
    String message =
        assertThrows(FormatException.class, () -> SpliceTagger.load(file)).getMessage();
    assertEquals("p.isoc: settings: trainedGenes: missing", message);
  }

  @Test
  void needsValidationGenesAndAnnotatedSites() {
    GeneSplit none = new GeneSplit(split.train(), List.of(), split.test());
    assertThrows(
        IllegalArgumentException.class,
        () -> SpliceTagger.train(none, config(1), List.of(), workers, TrainingListener.NONE));
    assertThrows(
        IllegalArgumentException.class, () -> training.tagger().evaluate(List.of(), workers));
  }

  @Test
  void needsValidationGenesWithSites() {
    List<SenseGene> plain = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      byte[] bases = MadeGenes.bases(7000 + i, 300);
      Gene gene = Gene.of("v" + i, "v" + i, Strand.PLUS, List.of(new Interval(50, 200)));
      plain.addAll(
          MadeGenes.set(List.of(new AnnotatedSequence("v" + i, bases, List.of(gene)))).genes());
    }
    GeneSplit bare = new GeneSplit(split.train(), plain, List.of());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SpliceTagger.train(bare, config(1), List.of(), workers, TrainingListener.NONE));
    assertEquals(
        "validation needs annotated donors and acceptors, found 0 and 0 in 2 genes",
        e.getMessage());
  }

  @Test
  void refusesSettingsThatDoNotFitTheNetwork(@TempDir Path folder) throws IOException {
    String dna = TaggerSettings.DNA;
    TrainedModel m = training.tagger().model();
    refused(
        folder,
        m.network(),
        settings(dna, 8, 0.5, 0.5),
        "m.isoc: settings: radius 8 does not fit a network of 60 input channels");
    refused(
        folder,
        m.network(),
        settings(dna, -1, 0.5, 0.5),
        "m.isoc: settings: radius -1 does not fit a network of 60 input channels");
    refused(
        folder,
        m.network(),
        settings(dna, 7, 0.5, 1.5),
        "m.isoc: settings: threshold: expected above 0 and at most 1, found 1.5");
    refused(
        folder,
        m.network(),
        settings(dna, 7, 0, 0.5),
        "m.isoc: settings: threshold: expected above 0 and at most 1, found 0.0");
    RecurrentNetwork two =
        RecurrentNetwork.of(m.network().trunk(), Head.of("structure", Head.Scope.STEP, 2));
    refused(
        folder,
        two,
        settings(dna, 7, 0.5, 0.5),
        "m.isoc: network: expected a head 'structure' with the grammar of coding genes, found none");
    Recurrence simple = Bidirectional.of(new ElmanCell(60, 4));
    refused(
        folder,
        RecurrentNetwork.of(simple, m.network().head("structure")),
        settings(dna, 7, 0.5, 0.5),
        "m.isoc: network: expected bidirectional LSTM or GRU layers of one size, found "
            + simple.layers());
  }

  private static void refused(
      Path folder, RecurrentNetwork network, TaggerSettings settings, String message)
      throws IOException {
    TrainedModel m = training.tagger().model();
    double[] parameters =
        network.equals(m.network()) ? m.parameters() : network.initialParameters(1);
    Path file = folder.resolve("m.isoc");
    ModelFile.write(
        file,
        new TrainedModel(m.kind(), network, parameters, Json.toTree(settings), m.provenance()));
    var e = assertThrows(FormatException.class, () -> SpliceTagger.load(file));
    assertEquals(message, e.getMessage());
  }

  @Test
  void bedIsHalfOpenAndTsvCountsFromOne() throws IOException {
    SpliceSite site = new SpliceSite("chr1", 41, Strand.MINUS, SpliceSite.Kind.DONOR, 0.75f);
    StringWriter bed = new StringWriter();
    try (SpliceSiteWriter w = new SpliceSiteWriter(bed, SpliceSiteWriter.Format.BED)) {
      w.write(site);
    }
    StringWriter tsv = new StringWriter();
    try (SpliceSiteWriter w = new SpliceSiteWriter(tsv, SpliceSiteWriter.Format.TSV)) {
      w.write(site);
    }
    assertEquals("chr1\t41\t42\tdonor\t750\t-\n", bed.toString());
    assertEquals(
        "sequence\tposition1\tstrand\tsite\tprobability\nchr1\t42\t-\tdonor\t0.75\n",
        tsv.toString());
  }

  @Test
  void theWindowIsOneHotAndEmptyBeyondTheEnds() {
    SpliceEncoder encoder = new SpliceEncoder(1, List.of());
    byte[] bases = Iupac.bases("ANG");
    double[] x = encoder.encode(new SpliceEncoder.Window("w", bases, 0, 3)).features();
    double[] first = {0, 0, 0, 0, 1, 0, 0, 0, 0.25, 0.25, 0.25, 0.25};
    double[] last = {0.25, 0.25, 0.25, 0.25, 0, 0, 1, 0, 0, 0, 0, 0};
    assertArrayEquals(first, java.util.Arrays.copyOfRange(x, 0, 12));
    assertArrayEquals(last, java.util.Arrays.copyOfRange(x, 24, 36));
  }
}

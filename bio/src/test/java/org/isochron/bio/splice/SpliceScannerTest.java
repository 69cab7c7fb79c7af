package org.isochron.bio.splice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.tracks.SiteTracks;
import org.isochron.core.io.Json;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.Toolkit;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles, segments and strands, with a tagger that was never trained but for its transitions. */
class SpliceScannerTest {
  private static final int RADIUS = 7;

  private static Workers workers;
  private static SpliceTagger tagger;

  @BeforeAll
  static void make() {
    workers = new Workers(2);
    SpliceConfig config =
        SpliceConfig.defaults().withNetwork(new SpliceConfig.NetworkConfig(RADIUS, 1, 8, 8, 0));
    RecurrentNetwork network = config.recurrentNetwork();
    double[] parameters = network.initialParameters(1);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 4;
    }
    List<SenseGene> genes = MadeGenes.set(MadeGenes.unrelated(10)).genes();
    String transitions = "head/" + SpliceConfig.STRUCTURE + "/transitions";
    network.layout().set(parameters, transitions, GeneGrammar.scores(SpliceUnit.of(genes)));
    TaggerSettings settings =
        new TaggerSettings(
            TaggerSettings.DNA,
            RADIUS,
            List.of(new TaggerSettings.Species("", 0.5, 0.5)),
            new TrainedGenes(List.of(), List.of()));
    Provenance provenance = new Provenance(Toolkit.version(), 1, Json.toTree(config), List.of());
    tagger =
        new SpliceTagger(
            new TrainedModel(
                SpliceTagger.KIND, network, parameters, Json.toTree(settings), provenance),
            settings);
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  @Test
  void aSequenceScoresTheSameWhateverElseIsScored() {
    byte[] bases = MadeGenes.bases(3000, 5 * Tile.LENGTH / 2);
    float[] alone = tagger.probabilities(bases, workers).acceptor();
    SiteThresholds all = new SiteThresholds(Double.MIN_VALUE, Double.MIN_VALUE);
    List<Double> progress = new ArrayList<>();
    List<SpliceSite> both =
        tagger
            .predictor(Strands.APART, all, workers)
            .predict(new FastaRecord("x", "", bases), ScoreSink.NONE, progress::add);
    assertEquals(progress.stream().sorted().toList(), progress, "ascending");
    assertEquals(1, progress.get(progress.size() - 1));
    for (SpliceSite site : both) {
      if (site.strand() == Strand.PLUS && site.kind() == SpliceSite.Kind.ACCEPTOR) {
        assertEquals(alone[site.position0()], site.probability());
      }
    }
    // All but the four at the ends whose intron would lie outside.
    assertEquals(4 * bases.length - 4, both.size());
  }

  @Test
  void handsOnTheProbabilitiesOfBothStrandsInForwardOrder() {
    byte[] bases = MadeGenes.bases(3002, 2 * Tile.LENGTH + 7);
    float[][] donors = new float[2][bases.length];
    float[][] acceptors = new float[2][bases.length];
    tagger
        .predictor(Strands.APART, new SiteThresholds(1, 1), workers)
        .predict(
            new FastaRecord("x", "", bases),
            (strand, start0, donor, acceptor) -> {
              int row = strand == Strand.PLUS ? 0 : 1;
              System.arraycopy(donor, 0, donors[row], start0, donor.length);
              System.arraycopy(acceptor, 0, acceptors[row], start0, donor.length);
            },
            share -> {});
    var plus = tagger.probabilities(bases, workers);
    var minus = tagger.probabilities(Iupac.reverseComplement(bases), workers);
    assertArrayEquals(plus.donor(), donors[0]);
    assertArrayEquals(plus.acceptor(), acceptors[0]);
    for (int i = 0; i < bases.length; i++) {
      assertEquals(minus.donor()[bases.length - 1 - i], donors[1][i]);
      assertEquals(minus.acceptor()[bases.length - 1 - i], acceptors[1][i]);
    }
  }

  @Test
  void strandsTogetherAreThoseOfRecordsInForwardOrder() {
    byte[] bases = MadeGenes.bases(3002, 2 * Tile.LENGTH + 7);
    List<StrandsParse.Scores> expected = new ArrayList<>();
    new RecordScanner(tagger.reading(workers), 1)
        .scan(List.of(bases), (stretch, part) -> expected.add(part));
    List<Double> progress = new ArrayList<>();
    float[][] acceptors = new float[2][bases.length];
    List<SpliceSite> sites =
        tagger
            .predictor(Strands.TOGETHER, new SiteThresholds(0.01, 1), workers)
            .predict(
                new FastaRecord("x", "", bases),
                (strand, start0, donor, acceptor) -> {
                  int row = strand == Strand.PLUS ? 0 : 1;
                  System.arraycopy(acceptor, 0, acceptors[row], start0, donor.length);
                },
                progress::add);
    int called = 0;
    for (StrandsParse.Scores part : expected) {
      for (int t = 0; t < part.plus().length(); t++) {
        assertEquals(part.plus().acceptor()[t], acceptors[0][part.from() + t]);
        assertEquals(part.minus().acceptor()[t], acceptors[1][part.from() + t]);
        called += part.plus().donor()[t] >= 0.01f ? 1 : 0;
        called += part.minus().donor()[t] >= 0.01f ? 1 : 0;
      }
    }
    assertEquals(called, sites.stream().filter(s -> s.kind() == SpliceSite.Kind.DONOR).count());
    assertEquals(1, progress.get(progress.size() - 1));
  }

  @Test
  void tracksTakeWhatIsHandedOn(@TempDir Path folder) throws IOException {
    FastaRecord record = new FastaRecord("x", "", MadeGenes.bases(3003, Tile.LENGTH + 9));
    SiteTracks.write(
        folder,
        SiteTracks.Layout.STRANDS,
        tracks -> {
          tracks.begin(record.id(), record.length());
          tagger
              .predictor(Strands.APART, new SiteThresholds(1, 1), workers)
              .predict(record, tracks, share -> {});
          tracks.end();
        });
    float[] minus =
        tagger.probabilities(Iupac.reverseComplement(record.bases()), workers).acceptor();
    for (String line : Files.readAllLines(folder.resolve("acceptor.minus.bedgraph"))) {
      String[] cells = line.split("\t", -1);
      for (int i = Integer.parseInt(cells[1]); i < Integer.parseInt(cells[2]); i++) {
        assertEquals(minus[record.length() - 1 - i], Float.parseFloat(cells[3]), line);
      }
    }
  }

  private static SpliceScanner scanner(int segment) {
    TrainedModel model = tagger.model();
    SpliceEncoder encoder = new SpliceEncoder(RADIUS, List.of());
    TileReader reader = TileReader.of(model.network(), model.parameters(), encoder, workers);
    return new SpliceScanner(SiteReader.of(reader), segment);
  }

  @Test
  void segmentsGiveTheScoresOfTheWholeBitForBit() {
    byte[] bases = MadeGenes.bases(3001, 20 * Tile.LENGTH + 1);
    byte[] other = MadeGenes.bases(3002, 500);
    var all = scanner(25).score(List.of(other, bases, other));
    var few = scanner(3).score(List.of(other, bases, other));
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(all.get(i).donor(), few.get(i).donor());
      assertArrayEquals(all.get(i).acceptor(), few.get(i).acceptor());
    }
  }

  @Test
  void aRunThatIsThereAlreadyScoresAsRunsOfTheirOwn() {
    TrainedModel model = tagger.model();
    NetworkRun run = new NetworkRun(model.network(), workers);
    run.parameters(model.parameters());
    SpliceEncoder encoder = new SpliceEncoder(RADIUS, List.of());
    byte[] bases = MadeGenes.bases(3004, 5 * Tile.LENGTH + 11);
    var shared =
        new SpliceScanner(SiteReader.of(TileReader.of(run, encoder))).score(List.of(bases)).get(0);
    try (Workers three = new Workers(3)) {
      NetworkRun other = new NetworkRun(model.network(), three);
      other.parameters(model.parameters());
      TileReader reader = TileReader.of(other, encoder);
      var again = new SpliceScanner(SiteReader.of(reader)).score(List.of(bases)).get(0);
      assertArrayEquals(shared.donor(), again.donor());
    }
    float[] own = tagger.probabilities(bases, workers).donor();
    BaseWordsTest.assertRounded(shared.donor(), own);
    try (Workers three = new Workers(3)) {
      assertArrayEquals(own, tagger.probabilities(bases, three).donor());
    }
  }

  @Test
  void aStrandIsReadWithoutACopyOfTheSequence() {
    byte[] bases = Iupac.bases("acgtNRtt");
    assertEquals("aaYN", new String(new StrandBases(bases, true).read(0, 4), UTF_8));
    assertEquals("gtNR", new String(new StrandBases(bases, false).read(2, 6), UTF_8));
  }

  @Test
  void noIntronLiesOutsideOfASequence() {
    for (int i = 0; i < 20; i++) {
      byte[] bases = MadeGenes.bases(4000 + i, 60 + i);
      var p = tagger.probabilities(bases, workers);
      assertEquals(0f, p.acceptor()[0]);
      assertEquals(0f, p.donor()[bases.length - 1]);
    }
    assertThrows(IllegalArgumentException.class, () -> tagger.probabilities(new byte[0], workers));
  }
}

package org.isochron.core.model;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.LinearChain;
import org.isochron.core.objective.Loss;
import org.isochron.core.objective.LossCases;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of each format version keeps loading. {@code tagger-v1.isoc} was written by {@link
 * TinyTagger} when version 1 was made, {@code heads-v2.isoc} from {@link NetworkCases#lstm}, {@code
 * cells-v3.isoc} from {@link NetworkCases#everyCell}, {@code chain-v4.isoc} with a chain that has
 * label sets; they are never written again, even if a training today should give other bytes.
 */
class GoldenFileTest {
  /** What the model of version 1 said of the first sequence when it was saved. */
  private static final float[] TURNS = {
    0x1.95b9ccp-2f, 0x1.8d1a2p-2f, 0x1.ba5826p-3f, 0x1.8aad48p-2f, 0x1.7c6888p-2f,
    0x1.f1d46p-3f, 0x1.86048p-2f, 0x1.80aca6p-2f, 0x1.f29db2p-3f, 0x1.80929cp-2f,
    0x1.9adf6cp-2f, 0x1.c91bf2p-3f, 0x1.6efe8p-2f, 0x1.712506p-2f, 0x1.1fdc7ap-2f
  };

  private static final float[] CLASSES = {0x1.10cceep-2f, 0x1.779988p-1f};

  /** What the layers of version 3 said at the last step. */
  private static final double[] LAST = {
    -0x1.6da66b16a06cp-6, -0x1.0d3a1b1d3fd6dp-6, -0x1.5206770ae3e8p-6, -0x1.b9b84a43e2479p-8,
    -0x1.489a98d30659bp-3, -0x1.32537c1515e6p-3, -0x1.3a99974f73a52p-3, -0x1.d2d8a1fc21862p-4
  };

  @TempDir Path folder;

  private Path golden(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = GoldenFileTest.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  @Test
  void versionOneStillLoadsAndPredictsWhatItDid() throws IOException {
    TrainedModel model = ModelFile.read(golden("tagger-v1.isoc"));
    assertEquals("walk-tagger", model.kind());
    assertEquals(TinyTagger.NETWORK.heads(), model.network().heads());
    assertEquals(TinyTagger.NETWORK.trunk().layers(), model.network().trunk().layers());
    assertEquals(0.1, model.network().dropout().rate());
    assertEquals("xy", model.settings().get("alphabet").asText());
    assertEquals(7, model.provenance().seed());
    assertEquals("walk", model.provenance().data().get(0).name());
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(model.network(), workers);
      run.parameters(model.parameters());
      Map<String, float[][]> found = run.predictions(TinyTagger.batch());
      assertEquals(List.of("turn", "class"), List.copyOf(found.keySet()));
      assertSameBits(TURNS, found.get("turn")[0], "turn");
      assertSameBits(CLASSES, found.get("class")[0], "class");
    }
  }

  @Test
  void versionOneIsWrittenAgainInTheVersionOfToday() throws IOException {
    TrainedModel model = ModelFile.read(golden("tagger-v1.isoc"));
    Path file = folder.resolve("again.isoc");
    ModelFile.write(file, model);
    assertEquals(ModelFile.FORMAT_VERSION, Files.readAllBytes(file)[8]);
    TrainedModel again = ModelFile.read(file);
    assertSameBits(model.parameters(), again.parameters(), "parameters");
    assertEquals(model.network().heads(), again.network().heads());
    assertEquals(model.settings(), again.settings());
    assertEquals(model.provenance(), again.provenance());
  }

  @Test
  void versionTwoStillLoads() throws IOException {
    TrainedModel model = ModelFile.read(golden("heads-v2.isoc"));
    List<Head> heads = new ArrayList<>(NetworkCases.lstm().heads());
    heads.removeIf(
        head -> List.of("smoothed", "pooled", "summary").contains(head.name())); // Younger than it.
    assertEquals(heads, model.network().heads());
    assertEquals(NetworkCases.lstm().trunk().layers(), model.network().trunk().layers());
    Path again = folder.resolve("again.isoc");
    ModelFile.write(again, model);
    assertSameBits(model.parameters(), ModelFile.read(again).parameters(), "parameters");
  }

  @Test
  void versionThreeStillLoadsAndSaysWhatItDid() throws IOException {
    TrainedModel model = ModelFile.read(golden("cells-v3.isoc"));
    assertEquals(NetworkCases.everyCell().heads(), model.network().heads());
    assertEquals(NetworkCases.everyCell().trunk().layers(), model.network().trunk().layers());
    try (Workers workers = new Workers(1)) {
      Scan scan = Scan.traced(model.network().trunk(), workers);
      double[] parameters = Arrays.copyOf(model.parameters(), scan.layout().size());
      SequenceBatch batch = EngineCases.batch(EngineCases.random(12), 4, 3);
      double[] outputs = scan.run(parameters, batch).outputs();
      assertSameBits(LAST, Arrays.copyOfRange(outputs, 16, 24), "last outputs");
    }
  }

  @Test
  void versionFourStillLoadsAndIsWrittenAsItWas() throws IOException {
    Path file = golden("chain-v4.isoc");
    TrainedModel model = ModelFile.read(file);
    assertArrayEquals(Files.readAllBytes(file), ModelFile.bytes(model));
    assertEquals(List.of(chainWithSets()), model.network().heads());
    assertEquals(NetworkCases.lstm().trunk().layers(), model.network().trunk().layers());
  }

  private static Head chainWithSets() {
    LinearChain chain = LossCases.chain();
    List<List<Integer>> sets = List.of(List.of(1, 3), List.of(0));
    LinearChain withSets = new LinearChain(chain.states(), chain.transitions(), sets);
    return Head.of("states", Head.Scope.STEP, 3, Loss.chain(withSets));
  }
}

package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.OnnxExport;
import org.isochron.core.model.Safetensors;
import org.isochron.core.model.TrainedModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelExportTest {
  @TempDir static Path trained;

  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    MadeData.trained(trained, trained.resolve("out"));
    model = trained.resolve("out/model.isoc");
  }

  private long files() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.count();
    }
  }

  @Test
  void onnxIsTheModelsAndItsFolderIsMade() throws IOException {
    Path file = folder.resolve("new/fly.onnx");
    Run run = Run.isochron("model", "export-onnx", model, "--out", file);
    assertEquals(0, run.status(), run.err());
    assertArrayEquals(OnnxExport.bytes(ModelFile.read(model)), Files.readAllBytes(file));
    assertTrue(run.out().startsWith(file + ": splice-tagger, "), run.out());
    assertTrue(run.out().contains("sha256 " + ModelFile.sha256(file)), run.out());
  }

  @Test
  void safetensorsHoldTheModelsParameters() throws IOException {
    TrainedModel expected = ModelFile.read(model);
    Path file = folder.resolve("fly.safetensors");
    assertEquals(0, Run.isochron("model", "export-safetensors", model, "--out", file).status());
    assertArrayEquals(expected.parameters(), Safetensors.read(file).parameters(expected.network()));
    Run single =
        Run.isochron(
            "model", "export-safetensors", model, "--out", file, "--force", "--dtype", "F32");
    assertEquals(0, single.status(), single.err());
    assertEquals(
        (double) (float) expected.parameters()[0],
        Safetensors.read(file).parameters(expected.network())[0]);
    Run half =
        Run.isochron(
            "model", "export-safetensors", model, "--out", file, "--force", "--dtype", "F16");
    assertEquals(2, half.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"export-onnx", "export-safetensors"})
  void anExistingFileIsReplacedOnRequestOnly(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("there"), "mine");
    Run run = Run.isochron("model", command, model, "--out", file);
    assertEquals(2, run.status());
    assertTrue(run.err().contains("is there already, and is not overwritten"), run.err());
    assertEquals("mine", Files.readString(file));
    assertEquals(0, Run.isochron("model", command, model, "--out", file, "--force").status());
    assertTrue(Files.size(file) > 100);
    assertEquals(1, files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"export-onnx", "export-safetensors"})
  void placesThatDoNotServeAreRefused(String command) throws IOException {
    Run toFolder = Run.isochron("model", command, model, "--out", folder, "--force");
    assertEquals(2, toFolder.status());
    assertTrue(toFolder.err().contains(": a folder, expected a file"), toFolder.err());
    Path copy = Files.copy(model, folder.resolve("model.isoc"));
    Run onItself = Run.isochron("model", command, copy, "--out", copy, "--force");
    assertEquals(2, onItself.status());
    assertTrue(onItself.err().contains("is the input"), onItself.err());
    assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(copy));
    Run underFile = Run.isochron("model", command, model, "--out", copy.resolve("a"));
    assertEquals(2, underFile.status());
    assertTrue(underFile.err().contains("cannot be made"), underFile.err());
    assertEquals(2, Run.isochron("model", command, model).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"export-onnx", "export-safetensors"})
  void aDamagedOrMissingModelIsRefusedAndNothingWritten(String command) throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.isoc"), bytes);
    Path out = folder.resolve("out");
    Run run = Run.isochron("model", command, damaged, "--out", out);
    assertEquals(3, run.status());
    assertTrue(run.err().contains("damaged.isoc: byte "), run.err());
    assertEquals(3, Run.isochron("model", command, folder.resolve("none"), "--out", out).status());
    assertTrue(Files.notExists(out));
  }
}

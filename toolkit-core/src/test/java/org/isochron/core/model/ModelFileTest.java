package org.isochron.core.model;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Residual;
import org.isochron.core.recurrence.Reversed;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.StepMasks;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
  private static final int CHECKSUM = 32;
  private static final int HEADER = 16;

  @TempDir Path folder;

  private static TrainedModel model(RecurrentNetwork network) {
    double[] parameters = network.initialParameters(3);
    parameters[0] = -0.0;
    parameters[1] = Double.MIN_VALUE;
    parameters[2] = 1 / 3.0;
    Provenance provenance =
        new Provenance("1-test", Long.MIN_VALUE, Json.toTree(Map.of("epochs", 3)), List.of());
    return new TrainedModel(
        "test", network, parameters, Json.toTree(Map.of("größe", 0.1)), provenance);
  }

  private static byte[] small() {
    return ModelFile.bytes(
        model(
            RecurrentNetwork.of(
                Bidirectional.of(new LstmCell(2, 2)), Head.of("site", Head.Scope.STEP, 3))));
  }

  private FormatException refused(byte[] bytes) throws IOException {
    Path file = folder.resolve("model.isoc");
    Files.write(file, bytes);
    FormatException e =
        assertThrows(FormatException.class, () -> ModelFile.read(file), "read without complaint");
    assertTrue(
        e.place().startsWith("model.isoc: byte ") || e.place().startsWith("model.isoc: header"),
        e.getMessage());
    return e;
  }

  /** All but a caller's own cell, which a header cannot describe. */
  static Stream<Case> described() {
    return EngineCases.smallTraced().filter(c -> !c.name().startsWith("own cell"));
  }

  @ParameterizedTest
  @MethodSource("described")
  void whatIsSavedIsLoadedBitForBit(Case c) throws IOException {
    TrainedModel model = model(NetworkCases.allHeads(c.recurrence()).withDropout(0.25));
    Path file = folder.resolve("model.isoc");
    ModelFile.write(file, model);
    TrainedModel loaded = ModelFile.read(file);
    assertSameBits(model.parameters(), loaded.parameters(), "parameters");
    assertEquals(model.network().heads(), loaded.network().heads());
    assertEquals(model.network().dropout(), loaded.network().dropout());
    assertEquals(model.network().trunk().layers(), loaded.network().trunk().layers());
    assertEquals(model.kind(), loaded.kind());
    assertEquals(model.settings(), loaded.settings());
    assertEquals(model.provenance(), loaded.provenance());
    assertArrayEquals(Files.readAllBytes(file), ModelFile.bytes(loaded));
  }

  /** A cell of a caller's own: its state is its input. */
  private record CopyCell(int inputSize, int hiddenSize) implements Cell {
    @Override
    public String name() {
      return "copy";
    }

    @Override
    public List<String> stateNames() {
      return List.of("h");
    }

    @Override
    public List<ParameterLayout.Entry> parameterEntries() {
      return List.of(ParameterLayout.Entry.of("unused", 3));
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      return List.of(x);
    }
  }

  @Test
  void aCellThatTheHeaderCannotDescribeIsNotWritten() {
    RecurrentNetwork network =
        RecurrentNetwork.of(new CopyCell(2, 2), Head.of("site", Head.Scope.STEP, 3));
    TrainedModel model = model(network);
    Path file = folder.resolve("model.isoc");
    String message =
        assertThrows(IllegalArgumentException.class, () -> ModelFile.write(file, model))
            .getMessage();
    assertEquals(
        "a model file can describe [antisymmetric, conv-elman, conv-lstm, elman, gru, linear, lstm,"
            + " mgu], found CopyCell[inputSize=2, hiddenSize=2]",
        message);
    assertTrue(Files.notExists(file), "nothing is written");
  }

  @Test
  void aLayerOverReversedTimeHasNoForwardCell() {
    Recurrence trunk = Stacked.of(new GruCell(2, 2), new Residual(new Reversed(new GruCell(2, 2))));
    RecurrentNetwork network = RecurrentNetwork.of(trunk, Head.of("site", Head.Scope.STEP, 3));
    JsonNode layers = ModelFile.describe(network).get("layers");
    assertEquals(1, layers.at("/0/cells").size());
    assertEquals(2, layers.at("/1/cells").size());
    assertTrue(layers.at("/1/cells/0").isNull());
    assertEquals(layers.at("/0/cells/0"), layers.at("/1/cells/1"));
  }

  @Test
  void aLoadedModelPredictsTheSameBits() throws IOException {
    TrainedModel model = model(NetworkCases.lstm());
    Path file = folder.resolve("model.isoc");
    ModelFile.write(file, model);
    var batch = NetworkCases.batch(EngineCases.random(4), model.network(), 7, 3, 9);
    Map<String, float[][]> expected = probabilities(model, batch);
    Map<String, float[][]> found = probabilities(ModelFile.read(file), batch);
    assertEquals(expected.keySet(), found.keySet());
    for (String head : expected.keySet()) {
      for (int n = 0; n < batch.size(); n++) {
        assertSameBits(expected.get(head)[n], found.get(head)[n], head + " of " + n);
      }
    }
  }

  private static Map<String, float[][]> probabilities(
      TrainedModel model, org.isochron.core.sequence.SequenceBatch batch) {
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(model.network(), workers);
      run.parameters(model.parameters());
      return run.predictions(batch);
    }
  }

  /** Every place in the prefix and the checksum, and a prime stride in between. */
  private static IntStream places(int size) {
    return IntStream.range(0, size)
        .filter(at -> at < 2 * HEADER || at >= size - CHECKSUM || at % 5 == 0);
  }

  @Test
  void aFileCutShortIsRefused() throws IOException {
    byte[] bytes = small();
    for (int length : places(bytes.length).toArray()) {
      refused(Arrays.copyOf(bytes, length));
    }
    refused(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @Test
  void aFlippedByteIsRefused() throws IOException {
    byte[] bytes = small();
    for (int at : places(bytes.length).toArray()) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      refused(damaged);
    }
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    String message = "model.isoc: byte 0: not an Isochron model: expected the letters ISOCHRON";
    assertEquals(message, refused(">seq1\nACGT".getBytes(StandardCharsets.US_ASCII)).getMessage());
    assertEquals(
        message.replace("not an Isochron model", "the file is empty"),
        refused(new byte[0]).getMessage());
  }

  @Test
  void anotherFormatVersionIsNamed() throws IOException {
    byte[] bytes = small();
    bytes[8] = 4;
    assertEquals(
        "model.isoc: byte 8: format version 4, this build reads 1 to 3",
        refused(bytes).getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 1_000_000, Integer.MAX_VALUE})
  void anAbsurdHeaderLengthIsRefused(int length) throws IOException {
    byte[] bytes = small();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(12, length);
    String expected =
        "model.isoc: byte 12: corrupt or cut short: a header of "
            + length
            + " bytes in a file of "
            + bytes.length;
    assertEquals(expected, refused(bytes).getMessage());
  }

  @Test
  void aDamagedNumberSaysWhatTheChecksumsAre() throws IOException {
    byte[] bytes = small();
    bytes[bytes.length - CHECKSUM - 1] ^= 1;
    String message = refused(bytes).getMessage();
    int body = bytes.length - CHECKSUM;
    assertTrue(
        message.matches(
            "model\\.isoc: byte "
                + body
                + ": corrupt or cut short: the file says sha256 [0-9a-f]{64}, its content has"
                + " [0-9a-f]{64}"),
        message);
  }

  /** Returns the file with its header's text changed, and lengths and checksum right again. */
  private static byte[] withHeader(String from, String to) throws NoSuchAlgorithmException {
    byte[] bytes = small();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getInt(12);
    String header = new String(bytes, HEADER, length, StandardCharsets.UTF_8);
    String changed = from.isEmpty() ? to : header.replace(from, to);
    assertFalse(changed.equals(header), "nothing to replace: " + from);
    byte[] json = changed.getBytes(StandardCharsets.UTF_8);
    int rest = bytes.length - CHECKSUM - HEADER - length;
    ByteBuffer made =
        ByteBuffer.allocate(HEADER + json.length + rest + CHECKSUM).order(ByteOrder.LITTLE_ENDIAN);
    made.put(bytes, 0, 12).putInt(json.length).put(json).put(bytes, HEADER + length, rest);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(made.array(), 0, made.position());
    made.put(digest.digest());
    return made.array();
  }

  /** Sets a number of a file, and its checksum right again. */
  private static byte[] withNumber(byte[] bytes, int at, double value)
      throws NoSuchAlgorithmException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putDouble(at, value);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(buffer.array(), 0, bytes.length - CHECKSUM);
    buffer.put(bytes.length - CHECKSUM, digest.digest());
    return buffer.array();
  }

  @Test
  void aParameterThatIsNotFiniteIsNeitherWrittenNorRead() throws Exception {
    byte[] bytes = small();
    int first = bytes.length - CHECKSUM - 8 * 95;
    TrainedModel model = model(NetworkCases.lstm());
    Path file = folder.resolve("model.isoc");
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      String problem = ": value 2, from 0: expected finite, found " + bad;
      assertEquals(
          "model.isoc: byte " + (first + 16) + ": layer0/forward/lstm/wx" + problem,
          refused(withNumber(bytes, first + 16, bad)).getMessage());
      assertEquals(
          "model.isoc: byte " + (first + 8 * 94) + ": head/site/output/b" + problem,
          refused(withNumber(bytes, first + 8 * 94, bad)).getMessage());
      Files.delete(file);
      model.parameters()[2] = bad;
      assertEquals(
          "parameters: layer0/forward/lstm/wx" + problem,
          assertThrows(IllegalArgumentException.class, () -> ModelFile.write(file, model))
              .getMessage());
      assertTrue(Files.notExists(file), "nothing is written");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | {}",
        "`` | null",
        "`` | [1,2]",
        "`` | `{\"kind\": `",
        "\"lstm\" | \"rnn\"",
        "\"lstm\" | \"gru\"",
        "\"lstm\" | null",
        "\"hiddenSize\": 2 | \"hiddenSize\": 0",
        "\"hiddenSize\": 2 | \"hiddenSize\": 3",
        "\"hiddenSize\": 2 | \"hiddenSize\": 2000000000",
        "\"hiddenSize\": 2 | \"hiddenSize\": 100000",
        "\"inputSize\": 2 | \"inputSize\": -2",
        "\"classes\": 3 | \"classes\": 4",
        "\"classes\": 3 | \"classes\": \"3\"",
        "\"scope\": \"STEP\" | \"scope\": \"EPOCH\"",
        "\"scope\": \"STEP\" | \"scope\": null",
        "\"name\": \"site\" | \"name\": null",
        "\"parameters\": 95 | \"parameters\": 88",
        "\"parameters\": 95 | \"parameters\": -1",
        "\"parameters\": 95 | \"parameters\": 2147483647",
        "\"dropout\": 0.0 | \"dropout\": 1.5",
        "\"layers\" | \"lagers\"",
        "\"options\": [] | \"options\": null",
        "\"options\": [] | \"options\": [null]",
        "\"options\": [] | \"options\": [{\"option\": \"zoneout\", \"rates\": {\"h\": 0.5}}]",
        "\"options\": [] | \"options\": [{\"option\": \"zonein\", \"rates\": {}}]",
        "\"residual\": false | \"residual\": true",
        "\"peepholes\": false | \"peepholes\": null",
        "\"peepholes\": false | \"peephole\": false",
        "\"kind\": \"test\" | \"kind\": null",
        "\"toolkitVersion\" | \"version\"",
      })
  void aHeaderThatMakesNoNetworkIsRefusedAlthoughTheChecksumHolds(String from, String to)
      throws Exception {
    String message = refused(withHeader(from, to)).getMessage();
    assertFalse(message.endsWith("null") && !to.contains("null"), message);
  }

  static Stream<String> holes() {
    return Stream.of(
        "\"layers\": null, \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [], \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [null], \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [{\"cells\": [], \"residual\": false}], \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [{\"cells\": null, \"residual\": false}], \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [{\"cells\": [null], \"residual\": false}], \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [{\"cells\": [null, null], \"residual\": false}], \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [{\"cells\": ["
            + cell(1)
            + ", null], \"residual\": false}], \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [{\"cells\": ["
            + cell(1)
            + "], \"residual\": false}], \"heads\": null, \"dropout\": 0.0",
        "\"layers\": [{\"cells\": ["
            + cell(1)
            + "], \"residual\": false}], \"heads\": [null], \"dropout\": 0.0",
        "\"layers\": [{\"cells\": ["
            + cell(1)
            + "], \"residual\": false}], \"heads\": [], \"dropout\": 0.0",
        "\"layers\": [{\"cells\": ["
            + cell(1)
            + ","
            + cell(1)
            + ","
            + cell(1)
            + "], \"residual\": false}],"
            + " \"heads\": [], \"dropout\": 0.0");
  }

  private static String cell(int hidden) {
    return "{\"cell\": \"lstm\", \"settings\": {\"inputSize\": 2, \"hiddenSize\": "
        + hidden
        + ", \"peepholes\": false, \"projectionSize\": 0}, \"options\": []}";
  }

  @ParameterizedTest
  @MethodSource("holes")
  void aHeaderWithHolesIsRefused(String network) throws Exception {
    String header =
        "{\"kind\": \"test\", \"network\": {"
            + network
            + "}, \"parameters\": 95, \"settings\": {}, \"provenance\": {\"toolkitVersion\": \"1\","
            + " \"seed\": 1, \"config\": {}, \"data\": []}}";
    refused(withHeader("", header));
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path missing = folder.resolve("no such folder").resolve("model.isoc");
    TrainedModel model = model(NetworkCases.lstm());
    assertThrows(IOException.class, () -> ModelFile.write(missing, model));
    assertFalse(Files.exists(missing));
  }

  @Test
  void theSha256OfAFileIsThatOfItsBytes() throws IOException {
    Path file = folder.resolve("abc");
    Files.writeString(file, "abc");
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ModelFile.sha256(file));
  }
}

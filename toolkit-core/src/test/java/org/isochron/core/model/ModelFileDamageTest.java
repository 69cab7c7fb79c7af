package org.isochron.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isochron.core.io.FormatException;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.LstmCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no model file, or a damaged one, is refused with its place. */
class ModelFileDamageTest {
  private static final int CHECKSUM = 32;
  private static final int HEADER = 16;

  @TempDir Path folder;

  private static byte[] small() {
    return ModelFile.bytes(
        ModelFileTest.model(
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
    bytes[8] = 5;
    assertEquals(
        "model.isoc: byte 8: format version 5, this build reads 1 to 4",
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
    TrainedModel model = ModelFileTest.model(NetworkCases.lstm());
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
}

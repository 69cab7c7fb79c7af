package org.isochron.core.model;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.Safetensors.Dtype;
import org.isochron.core.model.Safetensors.Tensor;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Stacked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path folder;

  private static TrainedModel model(RecurrentNetwork network) {
    double[] parameters = network.initialParameters(3);
    parameters[0] = -0.0;
    parameters[1] = Double.MIN_VALUE;
    Provenance provenance =
        new Provenance("1-test", 5, Json.toTree(Map.of("epochs", 3)), List.of());
    return new TrainedModel(
        "test", network, parameters, Json.toTree(Map.of("größe", 0.1)), provenance);
  }

  private static RecurrentNetwork network() {
    return RecurrentNetwork.of(
        Stacked.of(new LstmCell(3, 2), new LstmCell(2, 2)), Head.of("site", Head.Scope.STEP, 3));
  }

  /** Returns a file of a header and data, as the format says. */
  private static byte[] file(String header, int... data) {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(json.length).put(json);
    for (int b : data) {
      buffer.put((byte) b);
    }
    return buffer.array();
  }

  private static String tensor(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, dtype, shape, offsets);
  }

  private static Safetensors read(byte[] bytes) throws FormatException {
    return SafetensorsHeader.read("w.safetensors", bytes);
  }

  private static void refused(byte[] bytes, String message) {
    FormatException e = assertThrows(FormatException.class, () -> read(bytes), message);
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#small")
  void whatIsWrittenIsReadBitForBit(Case c) throws IOException {
    TrainedModel model = model(NetworkCases.allHeads(c.recurrence()));
    Path file = folder.resolve("w.safetensors");
    Safetensors.of(model, Dtype.F64).write(file);
    Safetensors loaded = Safetensors.read(file);
    assertSameBits(model.parameters(), loaded.parameters(model.network()), "parameters");
    assertEquals("test", loaded.metadata().get("isochron.kind"));
    assertEquals(Toolkit.version(), loaded.metadata().get("isochron.version"));
    assertTrue(loaded.metadata().get("isochron.settings").contains("größe"));
    assertTrue(loaded.metadata().get("isochron.provenance").contains("1-test"));
    assertArrayEquals(loaded.bytes(), Files.readAllBytes(file));
  }

  @Test
  void floatsAreTheNearestOfTheParameters() throws IOException {
    TrainedModel model = model(network());
    double[] found = read(Safetensors.of(model, Dtype.F32).bytes()).parameters(network());
    for (int i = 0; i < found.length; i++) {
      assertEquals((double) (float) model.parameters()[i], found[i], "parameter " + i);
    }
  }

  @Test
  void everyTypeIsReadAsTheFormatDefinesIt() throws IOException {
    String header =
        "{"
            + tensor("d", "F64", "[1]", "[0,8]")
            + ","
            + tensor("f", "F32", "[]", "[8,12]")
            + ","
            + tensor("h", "F16", "[2,4]", "[12,28]")
            + ","
            + tensor("b", "BF16", "[3,1]", "[28,34]")
            + ","
            + tensor("none", "F32", "[0,5]", "[34,34]")
            + ",\"__metadata__\":{\"a\":\"b\"}}   ";
    Safetensors found =
        read(
            file(
                header,
                // 1.5, -2.
                0,
                0,
                0,
                0,
                0,
                0,
                0xF8,
                0x3F,
                0,
                0,
                0,
                0xC0,
                // 1, -2, 65504, 2^-14, 2^-24, -0, infinity, NaN: table in IEEE 754-2019, 3.6.
                0,
                0x3C,
                0,
                0xC0,
                0xFF,
                0x7B,
                0,
                0x04,
                1,
                0,
                0,
                0x80,
                0,
                0x7C,
                0,
                0x7E,
                // 1, -0.5, 3.140625.
                0x80,
                0x3F,
                0,
                0xBF,
                0x49,
                0x40));
    assertEquals(Map.of("a", "b"), found.metadata());
    assertEquals(List.of("d", "f", "h", "b", "none"), List.copyOf(found.tensors().keySet()));
    assertArrayEquals(new double[] {1.5}, found.tensors().get("d").values());
    assertArrayEquals(new double[] {-2}, found.tensors().get("f").values());
    assertEquals(List.of(), found.tensors().get("f").shape());
    assertArrayEquals(
        new double[] {1, -2, 65504, 0x1p-14, 0x1p-24, -0.0, Double.POSITIVE_INFINITY, Double.NaN},
        found.tensors().get("h").values());
    assertArrayEquals(new double[] {1, -0.5, 3.140625}, found.tensors().get("b").values());
    assertEquals(List.of(0, 5), found.tensors().get("none").shape());
  }

  @Test
  void theHeaderIsPlainJsonAndTheDataBeginAtAMultipleOfEight() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", new Tensor(Dtype.F32, List.of(1, 2), new double[] {1, -2}));
    tensors.put("b", new Tensor(Dtype.F64, List.of(1), new double[] {0.5}));
    byte[] bytes = Safetensors.of(Map.of(), tensors).bytes();
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, length % 8);
    assertEquals(8 + length + 16, bytes.length);
    String header = new String(bytes, 8, (int) length, UTF_8);
    assertEquals(
        Json.tree(
            ("{"
                    + tensor("w", "F32", "[1,2]", "[0,8]")
                    + ","
                    + tensor("b", "F64", "[1]", "[8,16]")
                    + "}")
                .getBytes(UTF_8),
            "expected"),
        Json.tree(header.getBytes(UTF_8), "found"));
    byte[] data = Arrays.copyOfRange(bytes, (int) (8 + length), bytes.length);
    assertArrayEquals(
        new byte[] {
          0, 0, (byte) 0x80, 0x3F, 0, 0, 0, (byte) 0xC0, 0, 0, 0, 0, 0, 0, (byte) 0xE0, 0x3F
        },
        data);
  }

  @Test
  void aFileCutShortAnywhereIsRefused() {
    byte[] whole = Safetensors.of(model(network()), Dtype.F64).bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      FormatException e = assertThrows(FormatException.class, () -> read(cut), "length " + length);
      assertTrue(e.getMessage().contains("cut short"), e.getMessage());
    }
    refused(
        new byte[5],
        "w.safetensors: byte 5: cut short: expected 8 bytes of header length, found 5");
  }

  @Test
  void damageNeverEscapesAsAnythingElse() throws IOException {
    byte[] whole = Safetensors.of(model(network()), Dtype.F32).bytes();
    RandomGenerator random = EngineCases.random(11);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(i % 2 == 0 ? 16 : 1200)] = (byte) random.nextInt(256);
      try {
        read(damaged).parameters(network());
      } catch (FormatException e) {
        refused++;
      }
    }
    assertTrue(refused > 500, "refused " + refused + " of 2000, seed 11");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, 100_000_001, Long.MAX_VALUE})
  void anAbsurdHeaderLengthIsRefused(long length) {
    byte[] bytes = file("{}");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    refused(
        bytes,
        "w.safetensors: byte 0: header length: expected 2 to 100000000 bytes, found "
            + Long.toUnsignedString(length));
  }

  @Test
  void aHeaderLongerThanTheFileIsRefused() {
    byte[] bytes = file("{}");
    bytes[0] = 3;
    refused(
        bytes, "w.safetensors: byte 0: corrupt or cut short: a header of 3 bytes in a file of 10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "F32|[2]|[0,4]|F32 [2] does not fill 4 bytes",
        "F32|[4294967296,2]|[0,4]|shape: expected whole numbers from 0 to 2^31 - 1,"
            + " found [4294967296,2]",
        "F32|[2147483647,2147483647,2147483647]|[0,4]|F32 [2147483647,2147483647,2147483647] does"
            + " not fill 4 bytes",
        "F32|[-1]|[0,4]|shape: expected whole numbers from 0 to 2^31 - 1, found [-1]",
        "F32|[1.0]|[0,4]|shape: expected whole numbers from 0 to 2^31 - 1, found [1.0]",
        "F32|1|[0,4]|shape: expected an array, found 1",
        "F32|[1]|[4,0]|data_offsets: expected [begin,end], found [4,0]",
        "F32|[1]|[0,4,8]|data_offsets: expected [begin,end], found [0,4,8]",
        "F8_E4M3|[4]|[0,4]|dtype: expected [F64, F32, F16, BF16], found \"F8_E4M3\"",
        "f32|[1]|[0,4]|dtype: expected [F64, F32, F16, BF16], found \"f32\"",
      })
  void anImpossibleTensorIsRefused(String dtype, String shape, String offsets, String problem) {
    refused(
        file("{" + tensor("w", dtype, shape, offsets) + "}", 0, 0, 0, 0),
        "w.safetensors: header: w: " + problem);
  }

  @Test
  void anEmptyTensorMayHaveLargeSizes() throws FormatException {
    String huge = "[2147483647,2147483647,2147483647,0]";
    Safetensors read = read(file("{" + tensor("w", "F32", huge, "[0,0]") + "}"));
    assertEquals(0, read.tensors().get("w").values().length);
  }

  @Test
  void overlapsGapsAndRestsAreRefused() {
    String first = "{" + tensor("a", "F32", "[1]", "[0,4]") + ",";
    String overlapping = first + tensor("b", "F32", "[2]", "[0,8]") + "}";
    refused(
        file(overlapping, new int[8]),
        "w.safetensors: header: b: tensors overlap: expected to begin at data byte 4, found 0");
    String gapped = first + tensor("b", "F32", "[1]", "[8,12]") + "}";
    refused(
        file(gapped, new int[12]),
        "w.safetensors: header: b: a gap before the tensor: expected to begin at data byte 4,"
            + " found 8");
    String whole = first + tensor("b", "F32", "[1]", "[4,8]") + "}";
    int end = 8 + whole.length() + 8;
    refused(
        file(whole, new int[9]),
        "w.safetensors: byte %d: data after the last tensor: expected %d bytes, found %d"
            .formatted(end, end, end + 1));
    refused(
        file(whole, new int[7]),
        "w.safetensors: byte %d: cut short: expected %d bytes, found %d"
            .formatted(end - 1, end, end - 1));
  }

  @Test
  void aNameTwiceIsRefused() {
    String header =
        "{" + tensor("a", "F32", "[1]", "[0,4]") + "," + tensor("a", "F32", "[1]", "[4,8]") + "}";
    FormatException e = assertThrows(FormatException.class, () -> read(file(header, new int[8])));
    assertTrue(e.getMessage().startsWith("w.safetensors: header:1:"), e.getMessage());
    assertTrue(e.getMessage().contains("Duplicate field 'a'"), e.getMessage());
  }

  @Test
  void aHeaderThatIsNoSuchJsonIsRefused() throws IOException {
    refused(file("[1]"), "w.safetensors: byte 8: expected a header that begins with '{'");
    refused(file(" {}"), "w.safetensors: byte 8: expected a header that begins with '{'");
    refused(
        file(new String("{}".getBytes(UTF_16LE), UTF_8)),
        "w.safetensors: byte 8: expected a header that begins with '{'");
    refused(
        file("{\"w\":[1]}"),
        "w.safetensors: header: w: expected dtype, shape and data_offsets, found [1]");
    refused(
        file("{\"w\":{\"dtype\":\"F32\",\"shape\":[0]}}"),
        "w.safetensors: header: w: expected dtype, shape and data_offsets, found"
            + " {\"dtype\":\"F32\",\"shape\":[0]}");
    refused(
        file("{\"__metadata__\":{\"n\":1}}"),
        "w.safetensors: header: __metadata__: n: expected a text, found 1");
    refused(
        file("{\"__metadata__\":3}"),
        "w.safetensors: header: __metadata__: expected an object of texts, found 3");
    for (String bad : List.of("{ ", "{}{}", "{} x", "{\"\u0001\":1}")) {
      FormatException e = assertThrows(FormatException.class, () -> read(file(bad)), bad);
      assertTrue(e.getMessage().startsWith("w.safetensors: header:1:"), e.getMessage());
    }
    assertTrue(read(file("{}")).tensors().isEmpty());
  }

  private static Map<String, Tensor> tensors() {
    return new LinkedHashMap<>(Safetensors.of(model(network()), Dtype.F64).tensors());
  }

  private static void unfit(Map<String, Tensor> tensors, String message) throws IOException {
    Safetensors loaded = read(Safetensors.of(Map.of(), tensors).bytes());
    FormatException e =
        assertThrows(FormatException.class, () -> loaded.parameters(network()), message);
    assertEquals(message, e.getMessage());
  }

  @Test
  void tensorsThatDoNotFitTheNetworkAreRefusedByPath() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.put("layer1/forward/lstm/wx", new Tensor(Dtype.F64, List.of(8, 3), new double[24]));
    unfit(tensors, "w.safetensors: layer1/forward/lstm/wx: file has [8,3], network needs [8,2]");
    tensors.remove("layer1/forward/lstm/wx");
    unfit(tensors, "w.safetensors: layer1/forward/lstm/wx: missing, network needs [8,2]");
    tensors = tensors();
    tensors.put("layer2/forward/lstm/wx", new Tensor(Dtype.F64, List.of(1), new double[1]));
    unfit(
        tensors,
        "w.safetensors: layer2/forward/lstm/wx: file has [1], network has no such parameter");
  }

  @Test
  void whatTheFormatCannotHoldIsNotWritten() {
    Tensor half = new Tensor(Dtype.F16, List.of(1), new double[1]);
    Tensor large = new Tensor(Dtype.F32, List.of(1), new double[] {1e39});
    assertEquals(
        "w: expected F64 or F32 for writing, found F16",
        assertThrows(
                IllegalArgumentException.class,
                () -> Safetensors.of(Map.of(), Map.of("w", half)).bytes())
            .getMessage());
    assertEquals(
        "w: 1.0E39 is too large for F32",
        assertThrows(
                IllegalArgumentException.class,
                () -> Safetensors.of(Map.of(), Map.of("w", large)).bytes())
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Safetensors.of(Map.of(), Map.of("__metadata__", large)));
    assertThrows(
        IllegalArgumentException.class, () -> new Tensor(Dtype.F64, List.of(2, 2), new double[3]));
  }
}

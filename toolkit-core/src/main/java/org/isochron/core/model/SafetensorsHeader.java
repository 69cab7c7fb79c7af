package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;

/** The header of a safetensors file: what is where, and whether that can be. */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";

  /** As in the reference implementation. */
  private static final long LONGEST = 100_000_000;

  private static final String DTYPE = "dtype";
  private static final String SHAPE = "shape";
  private static final String OFFSETS = "data_offsets";

  private final String file;
  private final byte[] bytes;
  private final int data;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<Slot> slots = new ArrayList<>();

  /** A tensor's place among the data, [begin, end). */
  private record Slot(
      String name, Safetensors.Dtype dtype, List<Integer> shape, long begin, long end) {}

  private SafetensorsHeader(String file, byte[] bytes, int data) {
    this.file = file;
    this.bytes = bytes;
    this.data = data;
  }

  static byte[] bytes(Map<String, String> metadata, Map<String, Safetensors.Tensor> tensors) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, metadata);
    }
    long at = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : tensors.entrySet()) {
      Safetensors.Tensor tensor = entry.getValue();
      long end = at + (long) tensor.dtype().bytes() * tensor.values().length;
      Map<String, Object> slot = new LinkedHashMap<>();
      slot.put(DTYPE, tensor.dtype());
      slot.put(SHAPE, tensor.shape());
      slot.put(OFFSETS, List.of(at, end));
      header.put(entry.getKey(), slot);
      at = end;
    }
    byte[] json = Json.bytes(header);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  static Safetensors read(String file, byte[] bytes) throws FormatException {
    if (bytes.length < Long.BYTES) {
      throw new FormatException(
          file + ": byte " + bytes.length,
          "cut short: expected 8 bytes of header length, found " + bytes.length);
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST) {
      throw new FormatException(
          file + ": byte 0",
          "header length: expected 2 to "
              + LONGEST
              + " bytes, found "
              + Long.toUnsignedString(length));
    }
    if (length > bytes.length - Long.BYTES) {
      throw new FormatException(
          file + ": byte 0",
          "corrupt or cut short: a header of " + length + " bytes in a file of " + bytes.length);
    }
    SafetensorsHeader header = new SafetensorsHeader(file, bytes, (int) (Long.BYTES + length));
    header.parse();
    header.checkOrder();
    return header.content();
  }

  private String place(String name) {
    return file + ": header: " + name;
  }

  private void parse() throws FormatException {
    byte[] json = Arrays.copyOfRange(bytes, Long.BYTES, data);
    // A second byte of 0 would be UTF-16, which the JSON reader would take.
    if (json[0] != '{' || json[1] == 0) {
      throw new FormatException(file + ": byte 8", "expected a header that begins with '{'");
    }
    for (Map.Entry<String, JsonNode> field : Json.tree(json, file + ": header").properties()) {
      if (field.getKey().equals(METADATA)) {
        texts(field.getValue());
      } else {
        slots.add(slot(field.getKey(), field.getValue()));
      }
    }
  }

  private void texts(JsonNode node) throws FormatException {
    if (!node.isObject()) {
      throw new FormatException(place(METADATA), "expected an object of texts, found " + node);
    }
    for (Map.Entry<String, JsonNode> text : node.properties()) {
      if (!text.getValue().isTextual()) {
        throw new FormatException(
            place(METADATA), text.getKey() + ": expected a text, found " + text.getValue());
      }
      metadata.put(text.getKey(), text.getValue().textValue());
    }
  }

  private Slot slot(String name, JsonNode node) throws FormatException {
    Set<String> keys =
        node.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    if (!keys.equals(Set.of(DTYPE, SHAPE, OFFSETS))) {
      throw new FormatException(
          place(name), "expected dtype, shape and data_offsets, found " + node);
    }
    Safetensors.Dtype dtype = dtype(name, node.get(DTYPE));
    List<Long> shape = sizes(name, SHAPE, node.get(SHAPE));
    List<Long> offsets = sizes(name, OFFSETS, node.get(OFFSETS));
    if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
      throw new FormatException(
          place(name), OFFSETS + ": expected [begin,end], found " + Safetensors.text(offsets));
    }
    long length = offsets.get(1) - offsets.get(0);
    if (length != product(shape, dtype.bytes())) {
      throw new FormatException(
          place(name),
          dtype + " " + Safetensors.text(shape) + " does not fill " + length + " bytes");
    }
    List<Integer> sizes = shape.stream().map(Long::intValue).toList();
    return new Slot(name, dtype, sizes, offsets.get(0), offsets.get(1));
  }

  private Safetensors.Dtype dtype(String name, JsonNode node) throws FormatException {
    return Stream.of(Safetensors.Dtype.values())
        .filter(d -> node.isTextual() && d.name().equals(node.textValue()))
        .findFirst()
        .orElseThrow(
            () ->
                new FormatException(
                    place(name),
                    "dtype: expected "
                        + Arrays.toString(Safetensors.Dtype.values())
                        + ", found "
                        + node));
  }

  /** Returns a list of whole numbers from 0 to the largest int. */
  private List<Long> sizes(String name, String key, JsonNode node) throws FormatException {
    List<Long> sizes = new ArrayList<>();
    for (JsonNode size : node) {
      if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 0) {
        throw new FormatException(
            place(name), key + ": expected whole numbers from 0 to 2^31 - 1, found " + node);
      }
      sizes.add(size.longValue());
    }
    if (!node.isArray()) {
      throw new FormatException(place(name), key + ": expected an array, found " + node);
    }
    return sizes;
  }

  /** Returns whether a shape has a number of values. */
  static boolean fills(List<Integer> shape, int count) {
    return product(shape.stream().map(Integer::longValue).toList(), 1) == count;
  }

  /** Returns the number of bytes, or -1 if it is beyond all. */
  private static long product(List<Long> shape, int bytes) {
    long product = shape.contains(0L) ? 0 : bytes;
    for (long size : shape) {
      if (size != 0 && product > Long.MAX_VALUE / size) {
        return -1;
      }
      product *= size;
    }
    return product;
  }

  /** Checks that the tensors follow each other without gap from the first data byte to the last. */
  private void checkOrder() throws FormatException {
    List<Slot> inOrder = new ArrayList<>(slots);
    inOrder.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
    long at = 0;
    for (Slot slot : inOrder) {
      if (slot.begin() != at) {
        String what = slot.begin() < at ? "tensors overlap" : "a gap before the tensor";
        throw new FormatException(
            place(slot.name()),
            what + ": expected to begin at data byte " + at + ", found " + slot.begin());
      }
      at = slot.end();
    }
    long end = data + at;
    if (end != bytes.length) {
      throw new FormatException(
          file + ": byte " + Math.min(end, bytes.length),
          (end > bytes.length ? "cut short" : "data after the last tensor")
              + ": expected "
              + end
              + " bytes, found "
              + bytes.length);
    }
  }

  private Safetensors content() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (Slot slot : slots) {
      buffer.position((int) (data + slot.begin()));
      double[] values = new double[(int) ((slot.end() - slot.begin()) / slot.dtype().bytes())];
      for (int i = 0; i < values.length; i++) {
        values[i] = slot.dtype().get(buffer);
      }
      tensors.put(slot.name(), new Safetensors.Tensor(slot.dtype(), slot.shape(), values));
    }
    return new Safetensors(file, metadata, tensors);
  }
}

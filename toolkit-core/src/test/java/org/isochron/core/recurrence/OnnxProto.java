package org.isochron.core.recurrence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what ONNX's node tests need of onnx.proto: models of one node, and tensors of floats. */
final class OnnxProto {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;

  private OnnxProto() {}

  /** One node: names of inputs and outputs, empty where left out, and attributes. */
  record Node(
      String type, List<String> inputs, List<String> outputs, Map<String, Object> attributes) {
    long integer(String name, long otherwise) {
      return attributes.get(name) instanceof Long value ? value : otherwise;
    }

    String text(String name, String otherwise) {
      return attributes.get(name) instanceof String value ? value : otherwise;
    }
  }

  /** A tensor, row-major. */
  record Tensor(int[] shape, double[] values) {}

  /** A field of a message; of a varint the value, else the bytes. */
  private record Field(int number, long value, ByteBuffer bytes) {
    String text() {
      return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
  }

  private static List<Field> fields(ByteBuffer message) {
    ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      int number = (int) (tag >> 3);
      switch ((int) (tag & 7)) {
        case 0 -> fields.add(new Field(number, varint(in), ByteBuffer.allocate(0)));
        case 2 -> {
          int length = (int) varint(in);
          fields.add(new Field(number, 0, in.slice(in.position(), length)));
          in.position(in.position() + length);
        }
        case 5 -> fields.add(new Field(number, in.getInt(), ByteBuffer.allocate(0)));
        default -> throw new IllegalArgumentException("wire type of tag " + tag);
      }
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte b = in.get();
    while (b < 0) {
      value |= (b & 0x7FL) << shift;
      shift += 7;
      b = in.get();
    }
    return value | ((long) b << shift);
  }

  private static ByteBuffer only(ByteBuffer message, int number) {
    List<Field> found = fields(message).stream().filter(f -> f.number() == number).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "expected one field " + number + ", found " + found.size());
    }
    return found.get(0).bytes();
  }

  static Node node(Path model) throws IOException {
    ByteBuffer graph = only(ByteBuffer.wrap(Files.readAllBytes(model)), MODEL_GRAPH);
    Node node = new Node("", new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    for (Field field : fields(only(graph, GRAPH_NODE))) {
      switch (field.number()) {
        case 1 -> node.inputs().add(field.text());
        case 2 -> node.outputs().add(field.text());
        case 4 -> node = new Node(field.text(), node.inputs(), node.outputs(), node.attributes());
        case 5 -> attribute(field.bytes(), node.attributes());
        default -> {}
      }
    }
    return node;
  }

  private static void attribute(ByteBuffer message, Map<String, Object> to) {
    String name = "";
    List<Object> values = new ArrayList<>();
    int type = 0;
    for (Field field : fields(message)) {
      switch (field.number()) {
        case 1 -> name = field.text();
        case 2 -> values.add(Float.intBitsToFloat((int) field.value()));
        case 3 -> values.add(field.value());
        case 4, 9 -> values.add(field.text());
        case 20 -> type = (int) field.value();
        default -> values.add(field.bytes());
      }
    }
    to.put(name, type <= 3 ? values.get(0) : values);
  }

  static Tensor tensor(Path file) throws IOException {
    List<Integer> shape = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    boolean integers = false;
    for (Field field : fields(ByteBuffer.wrap(Files.readAllBytes(file)))) {
      if (field.number() == 2) {
        integers = field.value() == 6;
      }
    }
    for (Field field : fields(ByteBuffer.wrap(Files.readAllBytes(file)))) {
      ByteBuffer in = field.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
      if (field.number() == 1 && !in.hasRemaining()) {
        shape.add((int) field.value());
      }
      while (field.number() == 1 && in.hasRemaining()) {
        shape.add((int) varint(in));
      }
      while ((field.number() == 4 || field.number() == 9) && in.hasRemaining()) {
        values.add(integers ? (double) in.getInt() : in.getFloat());
      }
      while (field.number() == 5 && in.hasRemaining()) {
        values.add((double) varint(in));
      }
    }
    return new Tensor(
        shape.stream().mapToInt(Integer::intValue).toArray(),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}

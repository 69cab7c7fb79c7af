package org.isochron.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX graph under construction: nodes in order, constants, inputs and outputs. Field numbers
 * are those of onnx.proto, version 1.12: github.com/onnx/onnx.
 */
final class OnnxGraph {
  static final int FLOAT = 1;
  static final int INT32 = 6;
  static final int INT64 = 7;

  private static final int RAW_DATA = 9;
  private static final int NODE = 1;
  private static final int NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  private final List<ProtoWriter> nodes = new ArrayList<>();
  private final Map<String, ProtoWriter> constants = new LinkedHashMap<>();
  private final List<ProtoWriter> inputs = new ArrayList<>();
  private final List<ProtoWriter> outputs = new ArrayList<>();

  /** A node's attributes, in order. */
  static final class Attributes {
    private static final int TYPE = 20;
    private final List<ProtoWriter> all = new ArrayList<>();

    Attributes integer(String name, long value) {
      all.add(new ProtoWriter().text(1, name).integer(3, value).integer(TYPE, 2));
      return this;
    }

    Attributes integers(String name, long... values) {
      ProtoWriter attribute = new ProtoWriter().text(1, name);
      for (long value : values) {
        attribute.integer(8, value);
      }
      all.add(attribute.integer(TYPE, 7));
      return this;
    }

    Attributes text(String name, String value) {
      all.add(new ProtoWriter().text(1, name).text(4, value).integer(TYPE, 3));
      return this;
    }

    Attributes texts(String name, List<String> values) {
      ProtoWriter attribute = new ProtoWriter().text(1, name);
      values.forEach(value -> attribute.text(9, value));
      all.add(attribute.integer(TYPE, 8));
      return this;
    }
  }

  /** Adds a node of one output, named after it, and returns the output's name. */
  String node(String type, String output, String... inputNames) {
    return node(type, output, new Attributes(), inputNames);
  }

  String node(String type, String output, Attributes attributes, String... inputNames) {
    node(type, List.of(output), attributes, List.of(inputNames));
    return output;
  }

  /** Adds a node; an empty name leaves an optional input or output out. */
  void node(String type, List<String> results, Attributes attributes, List<String> inputNames) {
    ProtoWriter node = new ProtoWriter();
    inputNames.forEach(name -> node.text(1, name));
    results.forEach(name -> node.text(2, name));
    node.text(3, "node " + nodes.size()).text(4, type);
    attributes.all.forEach(attribute -> node.message(5, attribute));
    nodes.add(node);
  }

  /** Adds a constant and returns its name. */
  String floats(String name, float[] values, long... shape) {
    constants.put(name, tensor(name, FLOAT, shape).floats(RAW_DATA, values));
    return name;
  }

  /** Adds a constant of int64, [n], or a scalar; the same values get one constant. */
  String integers(boolean scalar, long... values) {
    String name = (scalar ? "scalar " : "list ") + Arrays.toString(values);
    long[] shape = scalar ? new long[0] : new long[] {values.length};
    constants.computeIfAbsent(name, n -> tensor(n, INT64, shape).longs(RAW_DATA, values));
    return name;
  }

  private static ProtoWriter tensor(String name, int type, long... shape) {
    ProtoWriter tensor = new ProtoWriter();
    for (long size : shape) {
      tensor.integer(1, size);
    }
    return tensor.integer(2, type).text(8, name);
  }

  /** Declares an input; a dimension is a number or a name. */
  void input(String name, int type, Object... shape) {
    inputs.add(value(name, type, shape));
  }

  /** Declares an output of floats. */
  void output(String name, Object... shape) {
    outputs.add(value(name, FLOAT, shape));
  }

  private static ProtoWriter value(String name, int type, Object... shape) {
    ProtoWriter dimensions = new ProtoWriter();
    for (Object size : shape) {
      ProtoWriter dimension = new ProtoWriter();
      if (size instanceof Integer number) {
        dimension.integer(1, number);
      } else {
        dimension.text(2, size.toString());
      }
      dimensions.message(1, dimension);
    }
    ProtoWriter tensor = new ProtoWriter().integer(1, type).message(2, dimensions);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }

  /** Returns the GraphProto. */
  ProtoWriter message(String name) {
    ProtoWriter graph = new ProtoWriter();
    nodes.forEach(node -> graph.message(NODE, node));
    graph.text(NAME, name);
    constants.values().forEach(constant -> graph.message(INITIALIZER, constant));
    inputs.forEach(input -> graph.message(INPUT, input));
    outputs.forEach(output -> graph.message(OUTPUT, output));
    return graph;
  }
}

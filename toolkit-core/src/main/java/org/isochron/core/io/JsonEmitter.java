package org.isochron.core.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Lays a tree out as text: 2 spaces, {@code \n}, an array without texts or containers on one line.
 */
final class JsonEmitter {
  private static final String INDENT = "  ";
  private static final int FIRST_PRINTABLE = 0x20;

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> path = new ArrayDeque<>();

  private JsonEmitter() {}

  static String text(JsonNode tree) {
    JsonEmitter emitter = new JsonEmitter();
    emitter.value(tree);
    return emitter.out.append('\n').toString();
  }

  private void value(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case STRING, BINARY -> quote(node.asText());
      case NUMBER -> out.append(number(node));
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      default ->
          throw new IllegalArgumentException(
              place() + ": a " + node.getNodeType() + " node has no JSON form");
    }
  }

  private void object(JsonNode node) {
    if (node.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    char before = ' ';
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      path.addLast(field.getKey());
      newLine(before);
      quote(field.getKey());
      out.append(": ");
      value(field.getValue());
      path.removeLast();
      before = ',';
    }
    newLine(' ');
    out.append('}');
  }

  private void array(JsonNode node) {
    boolean oneLine = true;
    for (JsonNode element : node) {
      oneLine &= element.isValueNode() && !element.isTextual();
    }
    out.append('[');
    for (int i = 0; i < node.size(); i++) {
      path.addLast(Integer.toString(i));
      if (oneLine) {
        out.append(i > 0 ? ", " : "");
      } else {
        newLine(i > 0 ? ',' : ' ');
      }
      value(node.get(i));
      path.removeLast();
    }
    if (!oneLine) {
      newLine(' ');
    }
    out.append(']');
  }

  private void newLine(char before) {
    if (before == ',') {
      out.append(',');
    }
    out.append('\n').append(INDENT.repeat(path.size()));
  }

  private String number(JsonNode node) {
    if (!node.isFloat() && !node.isDouble()) {
      return node.asText();
    }
    double value = node.doubleValue();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(place() + ": " + value + " is not a finite number");
    }
    return node.isFloat() ? Json.number(node.floatValue()) : Json.number(value);
  }

  private String place() {
    return path.isEmpty() ? "value" : String.join(".", path);
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> character(text, i);
      }
    }
    out.append('"');
  }

  private void character(String text, int i) {
    char c = text.charAt(i);
    boolean high = Character.isHighSurrogate(c);
    boolean low = Character.isLowSurrogate(c);
    boolean lone =
        (high && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))))
            || (low && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))));
    if (c < FIRST_PRINTABLE || lone) {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }
}

package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.isochron.core.io.Json;
import org.isochron.core.recurrence.Cell;

/**
 * What tells a value in a caller's own cell from others, the same in every process: of a record its
 * class and components, of a cell its header, of what JSON has no form of its class and text.
 */
final class OwnValue {
  /** What {@code Object.toString} ends with, somewhere in a text, and what names a lambda. */
  private static final Pattern OF_ONE_PROCESS =
      Pattern.compile("[\\w$;]@[0-9a-f]{5,8}(?!\\w|\\.\\d)|\\$\\$Lambda");

  private OwnValue() {}

  /** Returns the components of a record by name. */
  static ObjectNode components(Record value) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String place = value.getClass().getName() + "." + component.getName();
      all.set(component.getName(), of(place, read(place, component.getAccessor(), value)));
    }
    return all;
  }

  /**
   * Returns the text of a value.
   *
   * @throws IllegalArgumentException if it cannot be the same in every process
   */
  static String text(String place, Object value) {
    String text = String.valueOf(value);
    boolean none =
        text.equals(value.getClass().getName() + "@" + Integer.toHexString(value.hashCode()));
    if (none || OF_ONE_PROCESS.matcher(text).find()) {
      throw new IllegalArgumentException(
          place + ": expected a text that is the same in every process, found " + text);
    }
    return text;
  }

  private static JsonNode of(String place, Object value) {
    if (value instanceof Cell cell) {
      return Json.toTree(CellHeader.identity(cell));
    }
    if (value instanceof Record record) {
      return record(place, record);
    }
    if (value instanceof Map<?, ?> map) {
      List<JsonNode> entries = new ArrayList<>();
      map.forEach((key, to) -> entries.add(list(List.of(of(place, key), of(place, to)))));
      boolean inOrder = map instanceof SortedMap || map instanceof LinkedHashMap;
      return list(inOrder ? entries : sorted(entries));
    }
    if (value instanceof Optional<?> one) {
      return list(one.stream().map(each -> of(place, each)).toList());
    }
    if (value instanceof Collection<?> all) {
      boolean unordered =
          all instanceof Set && !(all instanceof SortedSet || all instanceof LinkedHashSet);
      List<JsonNode> entries = all.stream().map(each -> of(place, each)).toList();
      return list(unordered ? sorted(entries) : entries);
    }
    if (value != null && value.getClass().isArray()) {
      List<JsonNode> entries = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        entries.add(of(place, Array.get(value, i)));
      }
      return list(entries);
    }
    return isPlain(value) ? Json.toTree(value) : opaque(place, value);
  }

  /** Returns a record's class and components, or its own text where they have no lasting form. */
  private static JsonNode record(String place, Record value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("class", value.getClass().getName());
    try {
      return node.set("components", components(value));
    } catch (IllegalArgumentException e) {
      return node.put("text", textInstead(e, place, value));
    }
  }

  /** Returns a record's own text where its components lack a lasting form, else says so. */
  static String textInstead(IllegalArgumentException lack, String place, Record value) {
    try {
      return text(place, value);
    } catch (IllegalArgumentException e) {
      lack.addSuppressed(e);
      throw lack;
    }
  }

  private static ObjectNode opaque(String place, Object value) {
    boolean constant = value instanceof Enum<?>;
    Class<?> type = constant ? ((Enum<?>) value).getDeclaringClass() : value.getClass();
    return JsonNodeFactory.instance
        .objectNode()
        .put("class", type.getName())
        .put("text", constant ? ((Enum<?>) value).name() : text(place, value));
  }

  private static boolean isPlain(Object value) {
    if (value instanceof Number number) {
      boolean known = number.getClass().getPackageName().equals(Number.class.getPackageName());
      return known && Double.isFinite(number.doubleValue());
    }
    return value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Path
        || value instanceof JsonNode;
  }

  private static List<JsonNode> sorted(List<JsonNode> values) {
    return values.stream().sorted(Comparator.comparing(JsonNode::toString)).toList();
  }

  private static JsonNode list(List<JsonNode> values) {
    return JsonNodeFactory.instance.arrayNode().addAll(values);
  }

  private static Object read(String place, Method accessor, Object of) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(of);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(place + ": expected to be readable, found " + e, e);
    }
  }
}

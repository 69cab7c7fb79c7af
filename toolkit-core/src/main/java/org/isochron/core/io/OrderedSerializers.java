package org.isochron.core.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives everything that is written one order: record components, own order of a map, else sorted.
 */
final class OrderedSerializers extends BeanSerializerModifier {
  private static final long serialVersionUID = 1L;

  private static final Set<Class<?>> UNORDERED =
      Set.of(
          HashMap.class,
          HashSet.class,
          ConcurrentHashMap.class,
          Map.of().getClass(),
          Map.of(1, 1).getClass(),
          Set.of().getClass(),
          Set.of(1).getClass());

  @Override
  public List<BeanPropertyWriter> orderProperties(
      SerializationConfig config, BeanDescription description, List<BeanPropertyWriter> writers) {
    Class<?> type = description.getBeanClass();
    if (!type.isRecord()) {
      throw new IllegalArgumentException(
          type.getName()
              + " is written as JSON, expected a record, map, list, array or plain value");
    }
    List<BeanPropertyWriter> ordered = new ArrayList<>(writers.size());
    for (RecordComponent component : type.getRecordComponents()) {
      for (BeanPropertyWriter writer : writers) {
        if (component.getName().equals(writer.getMember().getName())) {
          ordered.add(writer);
        }
      }
    }
    return ordered;
  }

  @Override
  public JsonSerializer<?> modifyMapSerializer(
      SerializationConfig config,
      MapType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    return new Sorting(serializer);
  }

  @Override
  public JsonSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    return new Sorting(serializer);
  }

  private static Object ordered(Object value) {
    if (!UNORDERED.contains(value.getClass())) {
      return value;
    }
    return value instanceof Map<?, ?> map
        ? new TreeMap<Object, Object>(map)
        : new TreeSet<Object>((Set<?>) value);
  }

  private static final class Sorting extends JsonSerializer<Object>
      implements ContextualSerializer {
    private final JsonSerializer<Object> inner;

    @SuppressWarnings("unchecked")
    Sorting(JsonSerializer<?> inner) {
      this.inner = (JsonSerializer<Object>) inner;
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      inner.serialize(ordered(value), out, provider);
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
        throws JsonMappingException {
      return new Sorting(provider.handleSecondaryContextualization(inner, property));
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Object value) {
      return inner.isEmpty(provider, value);
    }
  }
}

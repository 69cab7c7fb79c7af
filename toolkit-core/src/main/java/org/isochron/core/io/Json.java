package org.isochron.core.io;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * JSON with one form: the same tree gives the same bytes on every JDK.
 *
 * <p>Written are records (by component), maps (in their own order; {@code HashMap} and {@code
 * Map.of}, which have none, sorted by key), collections, arrays, enums (by name), paths (with
 * {@code /}) and plain values. Reading is strict: unknown, missing and repeated properties, a null
 * or a string for a number, and text after the value are refused.
 */
public final class Json {
  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  /**
   * Returns the shortest decimal that reads back as the same double, of those the nearest.
   *
   * <p>Plain for 1e-4 ≤ |x| &lt; 1e15, with at least one decimal ({@code 3.0}, {@code 0.00025}),
   * else {@code 2.5e-5}, {@code 2e23}. JDK 17 and 25 print other digits through {@code
   * Double.toString}.
   *
   * @param value a finite number
   * @throws IllegalArgumentException if the value is NaN or infinite
   */
  public static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("value " + value + " is not a finite number");
    }
    return DecimalText.of(value);
  }

  /**
   * Returns the shortest decimal that reads back as the same float, in the notation of {@link
   * #number(double)}.
   *
   * @param value a finite number
   * @throws IllegalArgumentException if the value is NaN or infinite
   */
  public static String number(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      throw new IllegalArgumentException("value " + value + " is not a finite number");
    }
    return DecimalText.of(value);
  }

  /**
   * Returns a value as indented JSON: 2 spaces, {@code \n}, UTF-8, a final line end.
   *
   * @param value a record, map, collection, array, {@link JsonNode} or plain value
   * @throws IllegalArgumentException if it holds a number that is not finite or an object that is
   *     none of these; the message names its place
   */
  public static byte[] bytes(Object value) {
    return JsonEmitter.text(toTree(value)).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes a value as JSON, whole or not at all.
   *
   * @param file the file to make or replace
   * @param value as in {@link #bytes}
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException as {@link #bytes}
   */
  public static void write(Path file, Object value) throws IOException {
    byte[] bytes = bytes(value);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * Reads a file strictly.
   *
   * @param file a JSON file
   * @param type usually a record
   * @throws FormatException if the content is not the JSON of that type; the place is {@code
   *     file:line:column}
   * @throws IOException if the file cannot be read
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return read(Files.readAllBytes(file), type, file.toString());
  }

  /**
   * Reads bytes strictly.
   *
   * @param json UTF-8 text
   * @param type usually a record
   * @param place the name of the source, for messages
   * @throws FormatException if the content is not the JSON of that type
   */
  public static <T> T read(byte[] json, Class<T> type, String place) throws FormatException {
    return parse(json, type, place);
  }

  /**
   * Reads a part of a tree strictly.
   *
   * @param tree a tree, for example a part of one read by {@link #tree(byte[], String)}
   * @param type usually a record
   * @param place the name of the source, for messages
   * @throws FormatException if the tree is not that type's; a tree has no lines
   */
  public static <T> T read(JsonNode tree, Class<T> type, String place) throws FormatException {
    try {
      return present(MAPPER.treeToValue(tree, type), place, type);
    } catch (JsonProcessingException e) {
      throw JsonProblem.at(place, e);
    }
  }

  /**
   * Reads a file as a tree.
   *
   * @param file a JSON file
   * @throws FormatException if it is not one JSON value with unique keys
   * @throws IOException if the file cannot be read
   */
  public static JsonNode tree(Path file) throws IOException {
    return tree(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads bytes as a tree.
   *
   * @param json UTF-8 text
   * @param place the name of the source, for messages
   * @throws FormatException if they are not one JSON value with unique keys
   */
  public static JsonNode tree(byte[] json, String place) throws FormatException {
    return parse(json, JsonNode.class, place);
  }

  /**
   * Returns a value as the tree that {@link #bytes} writes.
   *
   * @param value as in {@link #bytes}
   * @throws IllegalArgumentException if it holds an object that has no JSON form
   */
  public static JsonNode toTree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static <T> T parse(byte[] json, Class<T> type, String place) throws FormatException {
    Objects.requireNonNull(place, "place");
    T value;
    try {
      value = MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw JsonProblem.at(place, e);
    } catch (IOException e) {
      throw new FormatException(place, String.valueOf(e.getMessage()), e);
    }
    return present(value, place, type);
  }

  private static <T> T present(T value, String place, Class<T> type) throws FormatException {
    if (value == null || (value instanceof JsonNode node && node.isMissingNode())) {
      throw new FormatException(place + ":1:1", "no value, expected " + type.getSimpleName());
    }
    return value;
  }

  private static JsonMapper mapper() {
    SimpleModule module = new SimpleModule("isochron");
    module.setSerializerModifier(new OrderedSerializers());
    module.addSerializer(Path.class, new PathText());
    return JsonMapper.builder()
        .addModule(module)
        .visibility(PropertyAccessor.GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.SETTER, Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  private static final class PathText extends StdSerializer<Path> {
    private static final long serialVersionUID = 1L;

    PathText() {
      super(Path.class);
    }

    @Override
    public void serialize(Path path, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(path.toString().replace(path.getFileSystem().getSeparator(), "/"));
    }
  }
}

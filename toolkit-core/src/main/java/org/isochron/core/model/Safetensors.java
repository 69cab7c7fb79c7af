package org.isochron.core.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;
import org.isochron.core.recurrence.ParameterLayout;

/**
 * Named tensors in the safetensors format: length of the header (64-bit, little-endian), JSON
 * header, values. Our own tensors are named by parameter paths, {@code layer0/forward/lstm/wx}.
 *
 * <p>The format: github.com/huggingface/safetensors.
 */
public final class Safetensors {
  private final String source;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors;

  /** How a tensor's values are stored. */
  public enum Dtype {
    /** 64-bit floats. */
    F64(Double.BYTES),
    /** 32-bit floats. */
    F32(Float.BYTES),
    /** IEEE 754 half precision; read only. */
    F16(Short.BYTES),
    /** The upper half of a 32-bit float; read only. */
    BF16(Short.BYTES);

    private final int bytes;

    Dtype(int bytes) {
      this.bytes = bytes;
    }

    /** Returns the size of a value. */
    public int bytes() {
      return bytes;
    }

    double get(ByteBuffer from) {
      return switch (this) {
        case F64 -> from.getDouble();
        case F32 -> from.getFloat();
        case F16 -> half(from.getShort());
        case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
      };
    }

    private static double half(short bits) {
      int exponent = (bits >> 10) & 0x1F;
      int fraction = bits & 0x3FF;
      double size =
          switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (0x400 + fraction), exponent - 25);
          };
      return bits < 0 ? -size : size;
    }

    private void put(ByteBuffer to, String name, double value) {
      switch (this) {
        case F64 -> to.putDouble(value);
        case F32 -> {
          if (Double.isFinite(value) && Float.isInfinite((float) value)) {
            throw new IllegalArgumentException(name + ": " + value + " is too large for F32");
          }
          to.putFloat((float) value);
        }
        default ->
            throw new IllegalArgumentException(
                name + ": expected F64 or F32 for writing, found " + this);
      }
    }
  }

  /**
   * One tensor, row-major.
   *
   * @param dtype how its values are stored
   * @param shape its sizes; none for a single value
   * @param values its values, not copied
   */
  public record Tensor(Dtype dtype, List<Integer> shape, double[] values) {
    /** Checks that the number of values is that of the shape. */
    public Tensor {
      shape = List.copyOf(shape);
      if (shape.stream().anyMatch(s -> s < 0) || !SafetensorsHeader.fills(shape, values.length)) {
        throw new IllegalArgumentException(
            "tensor of shape " + text(shape) + ": found " + values.length + " values");
      }
    }
  }

  Safetensors(String source, Map<String, String> metadata, Map<String, Tensor> tensors) {
    this.source = source;
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Makes a file's content.
   *
   * @param metadata texts by name, in the order of writing
   * @param tensors tensors by name, in the order of writing
   * @throws IllegalArgumentException if a tensor is named {@code __metadata__}
   */
  public static Safetensors of(Map<String, String> metadata, Map<String, Tensor> tensors) {
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "tensors: expected none named " + SafetensorsHeader.METADATA + ", found one");
    }
    return new Safetensors("safetensors", metadata, tensors);
  }

  /**
   * Returns a model's parameters by path, with kind, settings, network and provenance as metadata.
   *
   * @param model the model
   * @param dtype {@link Dtype#F64}, which is exact, or {@link Dtype#F32}
   */
  public static Safetensors of(TrainedModel model, Dtype dtype) {
    ParameterLayout layout = model.network().layout();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterLayout.Entry entry : layout.entries()) {
      double[] values = layout.get(model.parameters(), entry.name());
      tensors.put(entry.name(), new Tensor(dtype, entry.shape(), values));
    }
    return of(ExchangeMetadata.of(model), tensors);
  }

  /** Returns the metadata, in the file's order. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Returns the tensors by name, in the header's order. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * Reads a file strictly.
   *
   * @param file where
   * @throws FormatException if it is cut short or damaged, holds a name twice or a type other than
   *     {@link Dtype}, or its tensors overlap or leave gaps; the place is {@code file: byte N} or
   *     {@code file: header} and a name
   * @throws IOException if reading fails
   */
  public static Safetensors read(Path file) throws IOException {
    String name = file.getFileName().toString();
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE - 16) {
      throw new FormatException(
          name, "a file of " + size + " bytes, this reader takes files below 2 GiB");
    }
    return SafetensorsHeader.read(name, Files.readAllBytes(file));
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param file where
   * @throws IllegalArgumentException as {@link #bytes}
   * @throws IOException if writing fails
   */
  public void write(Path file) throws IOException {
    byte[] bytes = bytes();
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * Returns the file's bytes.
   *
   * @throws IllegalArgumentException if a tensor is neither F64 nor F32, a value is too large for
   *     F32, or all are too large for one file of 2 GiB
   */
  public byte[] bytes() {
    byte[] header = SafetensorsHeader.bytes(metadata, tensors);
    long length = (long) Long.BYTES + header.length;
    for (Tensor tensor : tensors.values()) {
      length += (long) tensor.dtype().bytes() * tensor.values().length;
    }
    if (length > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("tensors: expected below 2 GiB, found " + length);
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(header.length).put(header);
    tensors.forEach(
        (name, tensor) -> {
          for (double value : tensor.values()) {
            tensor.dtype().put(buffer, name, value);
          }
        });
    return buffer.array();
  }

  /**
   * Returns the parameters of a network: a vector of its layout.
   *
   * @param network what the file's tensors must fit, each and all
   * @throws FormatException if a tensor is missing, unknown or of another shape; the place is the
   *     file and the parameter's path
   */
  public double[] parameters(RecurrentNetwork network) throws FormatException {
    ParameterLayout layout = network.layout();
    double[] parameters = new double[layout.size()];
    Set<String> expected = new LinkedHashSet<>();
    for (ParameterLayout.Entry entry : layout.entries()) {
      expected.add(entry.name());
      layout.set(parameters, entry.name(), values(entry.name(), entry.shape()));
    }
    refuseOthers("", expected);
    return parameters;
  }

  /** Returns a tensor's values, if it is there and of the shape. */
  double[] values(String name, List<Integer> shape) throws FormatException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new FormatException(place(name), "missing, network needs " + text(shape));
    }
    if (!tensor.shape().equals(shape)) {
      throw new FormatException(
          place(name), "file has " + text(tensor.shape()) + ", network needs " + text(shape));
    }
    return tensor.values();
  }

  /** Refuses tensors under a prefix that are not among the expected. */
  void refuseOthers(String prefix, Set<String> expected) throws FormatException {
    List<String> others = new ArrayList<>(tensors.keySet());
    others.removeIf(name -> !name.startsWith(prefix) || expected.contains(name));
    if (!others.isEmpty()) {
      String name = others.get(0);
      throw new FormatException(
          place(name),
          "file has " + text(tensors.get(name).shape()) + ", network has no such parameter");
    }
  }

  private String place(String name) {
    return source + ": " + name;
  }

  static String text(List<?> shape) {
    return shape.toString().replace(" ", "");
  }
}

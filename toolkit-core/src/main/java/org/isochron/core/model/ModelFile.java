package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.objective.Loss;

/**
 * The model file: 8 bytes {@code ISOCHRON}, format version and header length (32-bit), JSON header,
 * parameters (64-bit floats), SHA-256 of all before. Numbers are little-endian.
 */
public final class ModelFile {
  /** The version that this build writes. */
  public static final int FORMAT_VERSION = 2;

  private static final int OLDEST_VERSION = 1;

  private static final byte[] MAGIC = "ISOCHRON".getBytes(StandardCharsets.US_ASCII);
  private static final int PREFIX = MAGIC.length + 8;
  private static final int CHECKSUM = 32;

  private ModelFile() {}

  /** The JSON header. */
  private record Header(
      String kind,
      NetworkHeader network,
      int parameters,
      JsonNode settings,
      Provenance provenance) {
    Header {
      NetworkHeader.require("kind", kind);
      NetworkHeader.require("network", network);
      NetworkHeader.require("provenance", provenance);
    }
  }

  /**
   * Writes a model, whole or not at all.
   *
   * @param file where
   * @param model what
   * @throws IllegalArgumentException if the file's header cannot describe a cell of the network
   * @throws IOException if writing fails
   */
  public static void write(Path file, TrainedModel model) throws IOException {
    byte[] bytes = bytes(model);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * Returns a model's bytes.
   *
   * @param model the model
   * @throws IllegalArgumentException if the header cannot describe a cell of the network
   */
  public static byte[] bytes(TrainedModel model) {
    byte[] header =
        Json.bytes(
            new Header(
                model.kind(),
                NetworkHeader.of(model.network()),
                model.parameters().length,
                model.settings(),
                model.provenance()));
    int length = PREFIX + header.length + 8 * model.parameters().length;
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).putInt(FORMAT_VERSION).putInt(header.length).put(header);
    buffer.asDoubleBuffer().put(model.parameters());
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + CHECKSUM);
    out.writeBytes(buffer.array());
    out.writeBytes(sha256(buffer.array(), length));
    return out.toByteArray();
  }

  /**
   * Reads a model.
   *
   * @param file where
   * @throws FormatException if it is no model file, of another version, cut short or damaged
   * @throws IOException if reading fails
   */
  public static TrainedModel read(Path file) throws IOException {
    String name = file.getFileName().toString();
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(MAGIC, in.readNBytes(MAGIC.length))) {
        throw new FormatException(
            name + ": byte 0", "not an Isochron model: expected the letters ISOCHRON");
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < PREFIX + CHECKSUM) {
      throw cut(name, bytes.length, PREFIX + CHECKSUM);
    }
    int version = buffer.getInt(MAGIC.length);
    if (version < OLDEST_VERSION || version > FORMAT_VERSION) {
      throw new FormatException(
          name + ": byte " + MAGIC.length,
          "format version "
              + version
              + ", this build reads "
              + OLDEST_VERSION
              + " to "
              + FORMAT_VERSION);
    }
    int body = bytes.length - CHECKSUM;
    int headerLength = buffer.getInt(MAGIC.length + 4);
    if (headerLength < 2 || headerLength > body - PREFIX) {
      throw new FormatException(
          name + ": byte " + (MAGIC.length + 4),
          "corrupt or cut short: a header of "
              + headerLength
              + " bytes in a file of "
              + bytes.length);
    }
    checkSum(name, bytes, body);
    return decode(name, bytes, headerLength, body);
  }

  private static void checkSum(String name, byte[] bytes, int body) throws FormatException {
    byte[] expected = Arrays.copyOfRange(bytes, body, bytes.length);
    byte[] found = sha256(bytes, body);
    if (!Arrays.equals(expected, found)) {
      throw new FormatException(
          name + ": byte " + body,
          "corrupt or cut short: the file says sha256 "
              + HexFormat.of().formatHex(expected)
              + ", its content has "
              + HexFormat.of().formatHex(found));
    }
  }

  private static TrainedModel decode(String name, byte[] bytes, int headerLength, int body)
      throws FormatException {
    String place = name + ": header";
    byte[] json = Arrays.copyOfRange(bytes, PREFIX, PREFIX + headerLength);
    int version = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(MAGIC.length);
    Header header = version == 1 ? firstHeader(json, place) : Json.read(json, Header.class, place);
    int at = PREFIX + headerLength;
    if (body - at != 8L * header.parameters()) {
      throw cut(name, bytes.length, at + 8L * header.parameters() + CHECKSUM);
    }
    double[] parameters = new double[header.parameters()];
    ByteBuffer.wrap(bytes, at, body - at)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(parameters);
    try {
      return new TrainedModel(
          header.kind(),
          header.network().network(),
          parameters,
          header.settings(),
          header.provenance());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new FormatException(place, e.getMessage(), e);
    }
  }

  /** Reads a header of version 1, whose heads have a cross-entropy each. */
  private static Header firstHeader(byte[] json, String place) throws FormatException {
    JsonNode tree = Json.tree(json, place);
    for (JsonNode head : tree.path("network").path("heads")) {
      if (head instanceof ObjectNode fields) {
        fields.set("loss", Json.toTree(Loss.crossEntropy()));
      }
    }
    return Json.read(tree, Header.class, place);
  }

  private static FormatException cut(String name, long found, long expected) {
    return new FormatException(
        name + ": byte " + found, "cut short: expected " + expected + " bytes, found " + found);
  }

  private static byte[] sha256(byte[] bytes, int length) {
    MessageDigest digest = digest();
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Returns the sha256 of a file, in hexadecimal.
   *
   * @param file any file
   * @throws IOException if reading fails
   */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

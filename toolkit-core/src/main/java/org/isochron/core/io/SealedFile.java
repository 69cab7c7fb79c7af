package org.isochron.core.io;

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
import java.util.List;

/**
 * The container of model files and checkpoints: 8 letters, format version and header length
 * (32-bit), JSON header, 64-bit floats, SHA-256 of all before. Numbers are little-endian.
 */
public final class SealedFile {
  private static final int LETTERS = 8;
  private static final int PREFIX = LETTERS + 8;
  private static final int CHECKSUM = 32;

  private final String name;
  private final byte[] bytes;
  private final int version;
  private final int dataAt;

  private SealedFile(String name, byte[] bytes, int version, int dataAt) {
    this.name = name;
    this.bytes = bytes;
    this.version = version;
    this.dataAt = dataAt;
  }

  /**
   * A kind of file.
   *
   * @param letters 8 ASCII letters that it begins with
   * @param what it is, with its article, for messages
   * @param oldest format version that is read
   * @param version format version that is written, the newest that is read
   */
  public record Kind(String letters, String what, int oldest, int version) {
    /** Checks the letters. */
    public Kind {
      if (letters.length() != LETTERS) {
        throw new IllegalArgumentException("letters: expected 8, found " + letters);
      }
    }

    private byte[] magic() {
      return letters.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /**
   * Returns a file's bytes.
   *
   * @param kind what it is
   * @param header any value with a JSON form
   * @param data one after the other
   */
  public static byte[] bytes(Kind kind, Object header, List<double[]> data) {
    byte[] json = Json.bytes(header);
    long count = data.stream().mapToLong(part -> part.length).sum();
    int body = Math.toIntExact(PREFIX + json.length + 8 * count);
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.addExact(body, CHECKSUM)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(kind.magic()).putInt(kind.version()).putInt(json.length).put(json);
    for (double[] part : data) {
      buffer.asDoubleBuffer().put(part);
      buffer.position(buffer.position() + 8 * part.length);
    }
    buffer.put(sha256(buffer.array(), body));
    return buffer.array();
  }

  /**
   * Reads a file and checks all but what its header says.
   *
   * @param kind what is expected
   * @param file where
   * @throws FormatException if it is of another kind or version, cut short or damaged
   * @throws IOException if reading fails
   */
  public static SealedFile read(Kind kind, Path file) throws IOException {
    checkKind(kind, file);
    String name = String.valueOf(file.getFileName());
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < PREFIX + CHECKSUM) {
      throw cut(name, bytes.length, PREFIX + CHECKSUM);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int version = buffer.getInt(LETTERS);
    if (version < kind.oldest() || version > kind.version()) {
      throw new FormatException(
          name + ": byte " + LETTERS,
          "format version " + version + ", this build reads " + range(kind));
    }
    int body = bytes.length - CHECKSUM;
    int length = buffer.getInt(LETTERS + 4);
    if (length < 2 || length > body - PREFIX) {
      throw new FormatException(
          name + ": byte " + (LETTERS + 4),
          "corrupt or cut short: a header of " + length + " bytes in a file of " + bytes.length);
    }
    checkSum(name, bytes, body);
    return new SealedFile(name, bytes, version, PREFIX + length);
  }

  /**
   * Checks that a file begins with a kind's letters, whatever follows.
   *
   * @param kind what is expected
   * @param file where
   * @throws FormatException if it does not
   * @throws IOException if reading fails
   */
  public static void checkKind(Kind kind, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] found = in.readNBytes(LETTERS);
      if (!Arrays.equals(kind.magic(), found)) {
        String problem = found.length == 0 ? "the file is empty" : "not " + kind.what();
        throw new FormatException(
            file.getFileName() + ": byte 0", problem + ": expected the letters " + kind.letters());
      }
    }
  }

  private static String range(Kind kind) {
    boolean one = kind.oldest() == kind.version();
    return one ? "" + kind.version() : kind.oldest() + " to " + kind.version();
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

  private static FormatException cut(String name, long found, long expected) {
    return new FormatException(
        name + ": byte " + found, "cut short: expected " + expected + " bytes, found " + found);
  }

  /** Returns the file's format version. */
  public int version() {
    return version;
  }

  /** Returns the header's place, for messages. */
  public String place() {
    return name + ": header";
  }

  /**
   * Returns a number's place, for messages.
   *
   * @param index among all numbers, from 0
   */
  public String place(int index) {
    return name + ": byte " + (dataAt + 8L * index);
  }

  /** Returns the header: JSON. */
  public byte[] header() {
    return Arrays.copyOfRange(bytes, PREFIX, dataAt);
  }

  /**
   * Returns the data in parts.
   *
   * @param sizes numbers in each part
   * @throws FormatException if the file holds more or fewer
   */
  public double[][] data(int... sizes) throws FormatException {
    long count = 0;
    for (int size : sizes) {
      count += size;
      if (size < 0) {
        throw new FormatException(place(), "expected at least 0 numbers, found " + size);
      }
    }
    int body = bytes.length - CHECKSUM;
    if (body - dataAt != 8 * count) {
      throw cut(name, bytes.length, dataAt + 8 * count + CHECKSUM);
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes, dataAt, body - dataAt).order(ByteOrder.LITTLE_ENDIAN);
    double[][] parts = new double[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      parts[i] = new double[sizes[i]];
      buffer.asDoubleBuffer().get(parts[i]);
      buffer.position(buffer.position() + 8 * sizes[i]);
    }
    return parts;
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

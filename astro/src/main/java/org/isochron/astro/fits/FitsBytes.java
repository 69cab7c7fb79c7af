package org.isochron.astro.fits;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.isochron.core.io.FormatException;

/** The bytes of a FITS file: of the file itself, or of what its gzip stream holds. */
final class FitsBytes implements Closeable {
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final String name;
  private final FileChannel channel;
  private final byte[] inflated;
  private final long length;

  private FitsBytes(String name, FileChannel channel, byte[] inflated, long length) {
    this.name = name;
    this.channel = channel;
    this.inflated = inflated;
    this.length = length;
  }

  /**
   * Opens a file; one that begins with gzip's magic bytes is inflated into memory, at most half of
   * the heap.
   *
   * @throws FormatException if the gzip stream is damaged or holds too much
   */
  static FitsBytes open(Path file) throws IOException {
    String name = file.getFileName().toString();
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      byte[] magic = new byte[2];
      int found = channel.read(ByteBuffer.wrap(magic), 0);
      if (found < 2 || magic[0] != 0x1f || (magic[1] & 0xff) != 0x8b) {
        return new FitsBytes(name, channel, null, channel.size());
      }
      long most = Math.min(MAX_ARRAY, Runtime.getRuntime().maxMemory() / 2);
      try (InputStream in = Channels.newInputStream(channel.position(0))) {
        byte[] bytes = inflate(in, name, most);
        return new FitsBytes(name, null, bytes, bytes.length);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Makes the bytes of a file in memory, as it stands on a disk: gzip or not. */
  static FitsBytes of(byte[] file, String name) throws IOException {
    if (file.length < 2 || file[0] != 0x1f || (file[1] & 0xff) != 0x8b) {
      return new FitsBytes(name, null, file, file.length);
    }
    byte[] bytes = inflate(new ByteArrayInputStream(file), name, MAX_ARRAY / 8);
    return new FitsBytes(name, null, bytes, bytes.length);
  }

  private static byte[] inflate(InputStream in, String name, long most) throws IOException {
    byte[] bytes = new byte[1 << 20];
    int length = 0;
    try (GZIPInputStream gzip = new GZIPInputStream(in, 1 << 16)) {
      for (int n = gzip.read(bytes, 0, bytes.length); n >= 0; ) {
        length += n;
        if (length == bytes.length) {
          if (length >= most) {
            throw new FormatException(
                name, "inflates to more than " + most + " bytes; unpack it with gunzip first");
          }
          bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * length));
        }
        n = gzip.read(bytes, length, bytes.length - length);
      }
    } catch (ZipException | EOFException e) {
      throw new FormatException(name, "damaged gzip after " + length + " bytes of data", e);
    }
    return Arrays.copyOf(bytes, length);
  }

  String name() {
    return name;
  }

  long length() {
    return length;
  }

  /** Returns bytes of a range that the file holds. */
  byte[] range(long from, int count) throws IOException {
    if (inflated != null) {
      return Arrays.copyOfRange(inflated, (int) from, (int) from + count);
    }
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining()) {
      if (channel.read(target, from + target.position()) < 0) {
        throw new FormatException(name, "byte " + (from + target.position()) + ": the file ends");
      }
    }
    return target.array();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}

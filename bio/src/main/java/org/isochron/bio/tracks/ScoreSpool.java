package org.isochron.bio.tracks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A temporary file of one value per base of a sequence, written in stretches from either end or
 * from the middle outwards, and read from the front: 4 bytes per base on disk, none in memory.
 */
final class ScoreSpool implements Closeable {
  private final String name;
  private final FileChannel channel;
  private int length;
  private int low;
  private int high;

  private ScoreSpool(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  /** Opens a spool beside the files that it serves; it is deleted when it is closed. */
  static ScoreSpool in(Path folder, String name) throws IOException {
    Path file = folder.resolve("." + name + "." + UUID.randomUUID() + ".part");
    return new ScoreSpool(
        name,
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** Forgets what it holds, and expects values for so many bases. */
  void begin(int bases) {
    length = bases;
    low = -1;
    high = -1;
  }

  /**
   * Takes a stretch.
   *
   * @throws IllegalArgumentException if it does not adjoin what came before or leaves the sequence
   */
  void put(int start, float[] values) throws IOException {
    int end = start + values.length;
    boolean fits = start >= 0 && end <= length && (low < 0 || end == low || start == high);
    if (!fits) {
      throw new IllegalArgumentException(
          name
              + " track: expected a stretch next to ["
              + low
              + ","
              + high
              + ") within "
              + length
              + " bases, found ["
              + start
              + ","
              + end
              + ")");
    }
    low = low < 0 || end == low ? start : low;
    high = Math.max(high, end);
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    long at = (long) start * Float.BYTES;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /**
   * Checks that every base has its value.
   *
   * @throws IllegalArgumentException if one has not
   */
  void checkWhole() {
    if (low != 0 || high != length) {
      throw new IllegalArgumentException(
          name
              + " track: expected values for all "
              + length
              + " bases, found them for ["
              + low
              + ","
              + high
              + ")");
    }
  }

  /** Fills an array with the values from a base on. */
  void read(int start, float[] values, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.nativeOrder());
    long at = (long) start * Float.BYTES;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        throw new IOException(name + " track: its temporary file ends at byte " + at);
      }
      at += read;
    }
    bytes.flip().asFloatBuffer().get(values, 0, count);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

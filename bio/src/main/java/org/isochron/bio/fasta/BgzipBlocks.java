package org.isochron.bio.fasta;

import htsjdk.samtools.util.GZIIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;

/**
 * Where the blocks of a bgzip file start, in it and in the uncompressed data; a {@code .gzi} file
 * holds that for all blocks but the first. Format: SAM/BAM specification, section 4.1, and the
 * manual of bgzip.
 */
final class BgzipBlocks {
  private static final int HEADER = 18;

  private record Block(long compressed, long plain) {}

  private final List<Block> blocks = new ArrayList<>();
  private long plainLength;

  private BgzipBlocks() {}

  /** Returns whether a file starts like one of bgzip. */
  static boolean isBgzip(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return blockSize(read(channel, 0, HEADER)) > 0;
    }
  }

  /** Finds the blocks of a file, by their headers. */
  static BgzipBlocks find(Path file) throws IOException {
    BgzipBlocks found = new BgzipBlocks();
    found.walk(file, 0, 0);
    found.blocks.remove(0);
    return found;
  }

  /**
   * Reads the blocks from a {@code .gzi} file, and compares them with the headers of the blocks: an
   * offset that is off by one would give other bases, and nothing would say so.
   *
   * @throws FormatException if it breaks the format, or its blocks are not those of the file
   */
  static BgzipBlocks read(Path gzi, Path file) throws IOException {
    String name = String.valueOf(gzi.getFileName());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(gzi)).order(ByteOrder.LITTLE_ENDIAN);
    long count = bytes.remaining() < 8 ? -1 : bytes.getLong();
    if (count < 0 || count > Integer.MAX_VALUE || bytes.remaining() != 16 * count) {
      throw new FormatException(
          name + ": byte 0",
          "expected a number of blocks and 16 bytes for each, found "
              + (count < 0 ? bytes.capacity() + " bytes" : count + " and " + bytes.remaining()));
    }
    BgzipBlocks read = new BgzipBlocks();
    Block last = new Block(0, 0);
    for (int i = 0; i < count; i++) {
      Block next = new Block(bytes.getLong(), bytes.getLong());
      boolean first = i == 0 && next.plain >= 0;
      if (next.compressed <= last.compressed || (next.plain <= last.plain && !first)) {
        throw new FormatException(
            name + ": byte " + (8 + 16L * i), "expected ascending offsets, found " + next);
      }
      read.blocks.add(next);
      last = next;
    }
    try {
      BgzipBlocks end = new BgzipBlocks();
      end.walk(file, last.compressed, last.plain);
      if (end.blocks.size() > 1) {
        throw new FormatException(
            file.getFileName() + ": byte " + end.blocks.get(1).compressed,
            "a block that the index has not");
      }
      read.plainLength = end.plainLength;
      read.compare(find(file));
    } catch (FormatException e) {
      throw new FormatException(
          name, "does not fit " + file.getFileName() + ": " + e.getMessage(), e);
    }
    return read;
  }

  private void compare(BgzipBlocks found) throws FormatException {
    for (int i = 0; i < Math.min(blocks.size(), found.blocks.size()); i++) {
      if (!blocks.get(i).equals(found.blocks.get(i))) {
        throw new FormatException(
            "block " + (i + 1),
            "found " + found.blocks.get(i) + ", the index has " + blocks.get(i));
      }
    }
    // htsjdk names the empty block that ends the file, too.
    Block last = blocks.isEmpty() ? new Block(0, 0) : blocks.get(blocks.size() - 1);
    boolean ends = blocks.size() == found.blocks.size() + 1 && last.plain == found.plainLength;
    if (blocks.size() != found.blocks.size() && !ends) {
      throw new FormatException(
          "its end", "found " + found.blocks.size() + " blocks, the index has " + blocks.size());
    }
  }

  /** Returns the length of the uncompressed data. */
  long plainLength() {
    return plainLength;
  }

  /** Writes the {@code .gzi} file, whole or not at all. */
  void write(Path gzi) throws IOException {
    byte[] bytes = bytes();
    AtomicFile.write(gzi, out -> out.write(bytes));
  }

  GZIIndex index() throws IOException {
    return GZIIndex.loadIndex("blocks", new ByteArrayInputStream(bytes()));
  }

  private byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.addExact(8, Math.multiplyExact(16, blocks.size())))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(blocks.size());
    blocks.forEach(block -> bytes.putLong(block.compressed).putLong(block.plain));
    return bytes.array();
  }

  /** Adds the blocks from one on; sets the length of the data. */
  private void walk(Path file, long compressed, long plain) throws IOException {
    String name = String.valueOf(file.getFileName());
    long at = compressed;
    plainLength = plain;
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long lastLength = -1;
      while (at < size) {
        int blockSize = blockSize(read(channel, at, HEADER));
        if (blockSize <= 0) {
          throw new FormatException(name + ": byte " + at, "expected a block of bgzip");
        }
        if (at + blockSize > size) {
          throw new FormatException(name + ": byte " + size, "truncated inside a block of bgzip");
        }
        lastLength = Integer.toUnsignedLong(read(channel, at + blockSize - 4, 4).getInt(0));
        // The empty block that ends the file is none to seek to.
        if (lastLength > 0 || at == 0) {
          blocks.add(new Block(at, plainLength));
        }
        plainLength += lastLength;
        at += blockSize;
      }
      if (lastLength != 0) {
        throw new FormatException(
            name + ": byte " + size,
            "truncated bgzip file: the empty block that ends one is missing");
      }
    }
  }

  /** Returns the size of a block by its first bytes, or 0 if they are not those of a block. */
  private static int blockSize(ByteBuffer header) {
    boolean block =
        header.limit() == HEADER
            && header.getInt(0) == 0x04088b1f
            && header.getShort(10) >= 6
            && header.get(12) == 'B'
            && header.get(13) == 'C'
            && header.getShort(14) == 2;
    return block ? Short.toUnsignedInt(header.getShort(16)) + 1 : 0;
  }

  private static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.flip();
  }
}

package org.isochron.bio.fasta;

import htsjdk.samtools.seekablestream.SeekablePathStream;
import htsjdk.samtools.util.BlockCompressedInputStream;
import htsjdk.samtools.util.GZIIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isochron.core.io.FormatException;

/** Checks that an index is of this FASTA file as it is now. */
final class IndexFit implements Closeable {
  /** The longest header line, and the most blank lines at the end, that are looked at. */
  private static final int LOOKED_AT = 1 << 16;

  /** Reads the uncompressed file anywhere. */
  private interface Source extends Closeable {
    /** Returns the bytes from a position on, fewer than asked for only at the end. */
    byte[] read(long position, int count) throws IOException;
  }

  private final Source source;
  private final String name;
  private final long length;

  private IndexFit(Source source, Path file, long length) {
    this.source = source;
    this.name = String.valueOf(file.getFileName());
    this.length = length;
  }

  static IndexFit ofPlain(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    return new IndexFit(new Plain(channel), file, channel.size());
  }

  static IndexFit ofBgzip(Path file, BgzipBlocks blocks) throws IOException {
    var stream = new BlockCompressedInputStream(new SeekablePathStream(file));
    stream.setCheckCrcs(true);
    return new IndexFit(
        new Bgzip(stream, blocks.index(), String.valueOf(file.getFileName())),
        file,
        blocks.plainLength());
  }

  /** Returns so many bytes of the uncompressed file, fewer at its end; damaged ones are refused. */
  byte[] read(long position, int count) throws IOException {
    return source.read(position, (int) Math.min(count, Math.max(0, length - position)));
  }

  /** Checks that the file ends where its last record does, but for blank lines. */
  void checkEnd(List<FaiEntry> entries) throws IOException {
    long end = 0;
    for (FaiEntry entry : entries) {
      end = Math.max(end, entry.end());
      if (entry.end() > length) {
        throw stale(
            entry,
            "its last base to be within the " + length + " bytes",
            "it at byte " + entry.end());
      }
    }
    FaiEntry last = entries.get(entries.size() - 1);
    byte[] rest = source.read(end, (int) Math.min(LOOKED_AT, length - end));
    for (byte b : rest) {
      if (b != '\n' && b != '\r') {
        throw stale(last, "the last record to end at byte " + end, "further text");
      }
    }
    if (length - end > LOOKED_AT) {
      throw stale(last, "the last record to end at byte " + end, (length - end) + " further bytes");
    }
  }

  /** Checks that a record's header, first line and end stand where its entry says. */
  void check(FaiEntry entry) throws IOException {
    long from = Math.max(0, entry.offset() - LOOKED_AT);
    String before = text(from, (int) (entry.offset() - from));
    String header = before.stripTrailing();
    header = header.substring(header.lastIndexOf('\n') + 1);
    String id = header.split("[ \t]", 2)[0];
    if (!before.endsWith("\n") || !id.equals(">" + entry.name())) {
      String shown = header.length() <= 40 ? header : header.substring(0, 40) + "...";
      throw stale(
          entry,
          "the header '>" + entry.name() + "' to end at byte " + entry.offset(),
          "'" + shown + "'");
    }
    int ending = entry.lineBytes() - entry.lineBases();
    if (entry.length() > entry.lineBases()) {
      String found = text(entry.offset() + entry.lineBases(), ending);
      if (!found.equals(ending == 1 ? "\n" : "\r\n")) {
        throw stale(entry, "a line of " + entry.lineBases() + " bases", "one of another length");
      }
    }
    String after = text(entry.end(), 3).replace("\r", "");
    boolean ends = after.isEmpty() || after.matches("\n(?s:[\n>].*)?");
    if (!ends) {
      throw stale(entry, "its last base before byte " + entry.end(), "more of the line or record");
    }
  }

  private String text(long position, int count) throws IOException {
    int within = (int) Math.min(count, Math.max(0, length - position));
    return new String(source.read(position, within), StandardCharsets.ISO_8859_1);
  }

  private FormatException stale(FaiEntry entry, String expected, String found) {
    return new FormatException(
        entry.place(),
        "stale index, make it anew: record '"
            + entry.name()
            + "' of "
            + name
            + ": expected "
            + expected
            + ", found "
            + found);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private record Plain(FileChannel channel) implements Source {
    @Override
    public byte[] read(long position, int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
        // Reads on.
      }
      byte[] read = new byte[bytes.flip().remaining()];
      bytes.get(read);
      return read;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record Bgzip(BlockCompressedInputStream stream, GZIIndex index, String name)
      implements Source {
    @Override
    public byte[] read(long position, int count) throws IOException {
      if (count == 0) {
        return new byte[0];
      }
      try {
        stream.seek(index.getVirtualOffsetForSeek(position));
        return stream.readNBytes(count);
      } catch (IOException | RuntimeException e) {
        // htsjdk has several for what is no block.
        throw new FormatException(
            name, "no block of bgzip where .gzi has one, or a damaged one: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}

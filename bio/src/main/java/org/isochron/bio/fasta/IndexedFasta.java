package org.isochron.bio.fasta;

import htsjdk.samtools.reference.BlockCompressedIndexedFastaSequenceFile;
import htsjdk.samtools.reference.FastaSequenceIndex;
import htsjdk.samtools.reference.FastaSequenceIndexEntry;
import htsjdk.samtools.reference.IndexedFastaSequenceFile;
import htsjdk.samtools.reference.ReferenceSequenceFile;
import htsjdk.samtools.seekablestream.SeekablePathStream;
import htsjdk.samtools.seekablestream.SeekableStream;
import htsjdk.samtools.util.GZIIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.core.io.FormatException;

/**
 * Regions of a FASTA file, plain or bgzip, without reading the rest of it: positions are 0-based
 * and half-open, case and ambiguous letters are kept.
 *
 * <p>The index is {@code file.fai} beside the file, for bgzip also {@code file.gzi}, as {@code
 * samtools faidx} makes them. An index that does not fit the file is an error: when it is opened if
 * their ends differ, else when a record is first read whose header, line length or end the index
 * has elsewhere. The methods may be called from several threads.
 */
public final class IndexedFasta implements AutoCloseable {
  /**
   * Bases of one request: htsjdk then needs one read, and its arithmetic between two, which is
   * wrong for CRLF, is not used.
   */
  private static final int PIECE = 1 << 15;

  /** What to do where an index file is missing. */
  public enum MissingIndex {
    /** Stop with a {@link FormatException}. */
    REFUSE,
    /** Make it in memory, by reading the whole file once. */
    BUILD,
    /** Make it, and write it beside the file, whole or not at all. */
    WRITE
  }

  /** Hands htsjdk an index that is already read. */
  private static final class Entries extends FastaSequenceIndex {
    Entries(Iterable<FaiEntry> entries) {
      int number = 0;
      for (FaiEntry e : entries) {
        add(
            new FastaSequenceIndexEntry(
                e.name(), e.offset(), e.length(), e.lineBases(), e.lineBytes(), number++));
      }
    }
  }

  /** Reads blocks by way of their checksums, which htsjdk does not look at by itself. */
  private static final class Checked extends BlockCompressedIndexedFastaSequenceFile {
    private final IndexFit fit;

    Checked(
        String name, SeekableStream in, FastaSequenceIndex index, GZIIndex blocks, IndexFit fit) {
      super(name, in, index, null, blocks);
      this.fit = fit;
    }

    @Override
    protected int readFromPosition(ByteBuffer buffer, long position) throws IOException {
      byte[] bytes = fit.read(position, buffer.remaining());
      buffer.put(bytes);
      return bytes.length == 0 ? -1 : bytes.length;
    }
  }

  private final String name;
  private final Map<String, FaiEntry> entries = new LinkedHashMap<>();
  private final Set<String> checked = new HashSet<>();
  private final IndexFit fit;
  private final ReferenceSequenceFile sequences;

  private IndexedFasta(Path file, List<FaiEntry> list, BgzipBlocks blocks) throws IOException {
    name = String.valueOf(file.getFileName());
    list.forEach(entry -> entries.put(entry.name(), entry));
    fit = blocks == null ? IndexFit.ofPlain(file) : IndexFit.ofBgzip(file, blocks);
    try {
      fit.checkEnd(list);
      SeekablePathStream in = new SeekablePathStream(file);
      FastaSequenceIndex index = new Entries(list);
      sequences =
          blocks == null
              ? new IndexedFastaSequenceFile(name, in, index, null)
              : new Checked(name, in, index, blocks.index(), fit);
    } catch (IOException | RuntimeException e) {
      fit.close();
      throw e;
    }
  }

  /**
   * Opens a file that has its index beside it.
   *
   * @throws FormatException if an index file is missing, breaks its format or does not fit; or if
   *     the file is gzip, but not bgzip
   * @throws IOException if it cannot be read
   */
  public static IndexedFasta open(Path file) throws IOException {
    return open(file, MissingIndex.REFUSE);
  }

  /**
   * Opens a file.
   *
   * @param missing what to do where there is no index file; one that exists is used as it is
   * @throws FormatException as {@link #open(Path)}, or if the file breaks the format, or its lines
   *     are too unequal for an index
   * @throws IOException if it cannot be read, or an index cannot be written
   */
  public static IndexedFasta open(Path file, MissingIndex missing) throws IOException {
    boolean bgzip = BgzipBlocks.isBgzip(file);
    if (!bgzip && isGzip(file)) {
      throw new FormatException(
          String.valueOf(file.getFileName()),
          "a gzip file has no random access; compress it with bgzip");
    }
    Path fai = beside(file, ".fai");
    Path gzi = beside(file, ".gzi");
    boolean makeFai = isToMake(fai, missing);
    boolean makeGzi = bgzip && isToMake(gzi, missing);
    List<FaiEntry> entries = makeFai ? FaiBuilder.build(file) : FaiFile.read(fai);
    BgzipBlocks blocks =
        !bgzip ? null : makeGzi ? BgzipBlocks.find(file) : BgzipBlocks.read(gzi, file);
    IndexedFasta opened = new IndexedFasta(file, entries, blocks);
    try {
      if (missing == MissingIndex.WRITE && makeFai) {
        FaiFile.write(fai, entries);
      }
      if (missing == MissingIndex.WRITE && makeGzi) {
        blocks.write(gzi);
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static boolean isToMake(Path index, MissingIndex missing) throws FormatException {
    boolean exists = Files.exists(index);
    if (!exists && missing == MissingIndex.REFUSE) {
      throw new FormatException(
          String.valueOf(index.getFileName()), "the index is missing; make it, or allow making it");
    }
    return !exists;
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  /** Returns the names of the records, in the index's order. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /**
   * Returns the number of bases of a record.
   *
   * @throws IllegalArgumentException if the file has no record of that name
   */
  public int length(String record) {
    return entry(record).length();
  }

  /**
   * Returns all bases of a record.
   *
   * @throws IllegalArgumentException if the file has no record of that name
   * @throws FormatException if the index does not fit, or the file is damaged
   * @throws IOException if it cannot be read
   */
  public byte[] bases(String record) throws IOException {
    return bases(record, 0, length(record));
  }

  /**
   * Returns the bases at start ≤ position &lt; end of a record.
   *
   * @param start 0-based
   * @param end after the last; {@code start} gives no bases
   * @throws IllegalArgumentException if the file has no record of that name, or not 0 ≤ start ≤ end
   *     ≤ its length
   * @throws FormatException if the index does not fit, or the file is damaged
   * @throws IOException if it cannot be read
   */
  public synchronized byte[] bases(String record, int start, int end) throws IOException {
    FaiEntry entry = entry(record);
    if (start < 0 || end < start || end > entry.length()) {
      throw new IllegalArgumentException(
          "region of '"
              + record
              + "': expected 0 <= start <= end <= "
              + entry.length()
              + ", found ["
              + start
              + ","
              + end
              + ")");
    }
    if (!checked.contains(record)) {
      fit.check(entry);
      checked.add(record);
    }
    byte[] bases = new byte[end - start];
    for (int from = start; from < end; from += Math.min(PIECE, end - from)) {
      int to = from + Math.min(PIECE, end - from);
      System.arraycopy(piece(record, from, to), 0, bases, from - start, to - from);
    }
    int foreign = Iupac.firstForeign(bases);
    if (foreign >= 0) {
      throw new FormatException(
          name,
          "'"
              + record
              + "' position "
              + (start + foreign)
              + ": "
              + Iupac.describeForeign(bases[foreign])
              + "; a damaged file, or a stale index: "
              + entry.place());
    }
    return bases;
  }

  private byte[] piece(String record, int from, int to) throws FormatException {
    try {
      return sequences.getSubsequenceAt(record, from + 1L, to).getBases();
    } catch (RuntimeException e) {
      // htsjdk has several for damaged blocks.
      throw new FormatException(
          name, "cannot read '" + record + "' [" + from + "," + to + "): " + e.getMessage(), e);
    }
  }

  private FaiEntry entry(String record) {
    FaiEntry entry = entries.get(record);
    if (entry == null) {
      String first = entries.keySet().iterator().next();
      throw new IllegalArgumentException(
          "record: '"
              + record
              + "' is not in "
              + name
              + "; it has "
              + entries.size()
              + " records, the first is '"
              + first
              + "'");
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    try (fit) {
      sequences.close();
    }
  }
}

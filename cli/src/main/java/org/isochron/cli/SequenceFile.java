package org.isochron.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.FlatFile;
import org.isochron.bio.annotation.FlatFileOptions;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.fasta.Fasta;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.Fastq;
import org.isochron.bio.fasta.FastqRecord;

/**
 * A file of sequences, of which only the sequences are read.
 *
 * @param path plain or gzip
 * @param kind its format
 */
record SequenceFile(Path path, Kind kind) {
  /** Enough for the heading of an NCBI release file. */
  private static final int LOOKED_AT = 4096;

  /** The formats that hold sequences. */
  enum Kind {
    FASTA,
    FASTQ,
    /** GenBank or EMBL, told by the first line. */
    FLAT_FILE
  }

  /** One record after the other. */
  interface Reader extends AutoCloseable {
    /** Returns the next record, or null at the end. */
    FastaRecord next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Returns the kind of a file by its first lines, or null where they are of none. */
  static Kind kindOf(Path file) throws IOException {
    String head;
    try (InputStream in = DataStreams.open(file)) {
      head = new String(in.readNBytes(LOOKED_AT), ISO_8859_1).stripLeading();
    }
    if (head.startsWith(">")) {
      return Kind.FASTA;
    }
    if (head.startsWith("LOCUS ") || head.contains("\nLOCUS ") || head.startsWith("ID   ")) {
      return Kind.FLAT_FILE;
    }
    return isFastq(head) ? Kind.FASTQ : null;
  }

  /** A header that begins with @, and a later line with +: an ARFF file has no such line. */
  private static boolean isFastq(String head) {
    return head.startsWith("@") && head.contains("\n+");
  }

  Reader open() throws IOException {
    return switch (kind) {
      case FASTA -> new OfFasta(Fasta.open(path));
      case FASTQ -> new OfFastq(Fastq.open(path));
      case FLAT_FILE -> new OfFlatFile(FlatFile.open(path, sequencesOnly()));
    };
  }

  /** Genes do not matter here, so those that no Gene can hold are no reason to stop. */
  private static FlatFileOptions sequencesOnly() {
    return FlatFileOptions.defaults().withUnsupported(FlatFileOptions.Unsupported.SKIP);
  }

  private record OfFasta(Fasta in) implements Reader {
    @Override
    public FastaRecord next() throws IOException {
      return in.next();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private record OfFastq(Fastq in) implements Reader {
    @Override
    public FastaRecord next() throws IOException {
      FastqRecord next = in.next();
      return next == null ? null : next.withoutQualities();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private record OfFlatFile(FlatFile in) implements Reader {
    @Override
    public FastaRecord next() throws IOException {
      AnnotatedSequence next = in.next();
      return next == null ? null : new FastaRecord(next.id(), "", next.bases());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

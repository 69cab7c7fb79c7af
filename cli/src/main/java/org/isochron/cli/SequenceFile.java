package org.isochron.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.GenBank;
import org.isochron.bio.annotation.FlatFileOptions;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.fasta.Fasta;
import org.isochron.bio.fasta.FastaRecord;

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
    GENBANK
  }

  /** One record after the other. */
  interface Reader extends AutoCloseable {
    /** Returns the next record, or null at the end. */
    FastaRecord next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Returns the kind of a file by its first lines, or null where they are of neither. */
  static Kind kindOf(Path file) throws IOException {
    String head;
    try (InputStream in = DataStreams.open(file)) {
      head = new String(in.readNBytes(LOOKED_AT), ISO_8859_1).stripLeading();
    }
    if (head.startsWith(">")) {
      return Kind.FASTA;
    }
    return head.startsWith("LOCUS ") || head.contains("\nLOCUS ") ? Kind.GENBANK : null;
  }

  Reader open() throws IOException {
    return switch (kind) {
      case FASTA -> new OfFasta(Fasta.open(path));
      case GENBANK -> new OfGenBank(GenBank.open(path, sequencesOnly()));
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

  private record OfGenBank(GenBank in) implements Reader {
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

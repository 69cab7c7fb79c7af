package org.isochron.bio.variants;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.IndexedFasta;

/** The sequences that variants are on: of an indexed file, or any in memory. */
public interface ReferenceSequences {
  /** Returns the names, in the order of the file. */
  List<String> names();

  /**
   * Returns the number of bases of a sequence.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  int length(String name);

  /**
   * Returns the bases at start ≤ position &lt; end of a sequence.
   *
   * @throws IllegalArgumentException if there is none of that name, or it does not have the bases
   * @throws IOException if they cannot be read
   */
  byte[] bases(String name, int start, int end) throws IOException;

  /** Returns the sequences of an open file, which its owner closes. */
  static ReferenceSequences of(IndexedFasta file) {
    return new ReferenceSequences() {
      @Override
      public List<String> names() {
        return file.names();
      }

      @Override
      public int length(String name) {
        return file.length(name);
      }

      @Override
      public byte[] bases(String name, int start, int end) throws IOException {
        return file.bases(name, start, end);
      }
    };
  }

  /**
   * Returns sequences in memory.
   *
   * @throws IllegalArgumentException if an id comes twice
   */
  static ReferenceSequences of(List<FastaRecord> records) {
    Map<String, FastaRecord> byId = new LinkedHashMap<>();
    for (FastaRecord record : records) {
      if (byId.put(record.id(), record) != null) {
        throw new IllegalArgumentException("records: duplicate id '" + record.id() + "'");
      }
    }
    return new ReferenceSequences() {
      @Override
      public List<String> names() {
        return List.copyOf(byId.keySet());
      }

      @Override
      public int length(String name) {
        return record(name).length();
      }

      @Override
      public byte[] bases(String name, int start, int end) {
        if (start < 0 || end < start || end > length(name)) {
          throw new IllegalArgumentException(
              name
                  + ": expected 0 <= start <= end <= "
                  + length(name)
                  + ", found ["
                  + start
                  + ","
                  + end
                  + ")");
        }
        return Arrays.copyOfRange(record(name).bases(), start, end);
      }

      private FastaRecord record(String name) {
        FastaRecord record = byId.get(name);
        if (record == null) {
          throw new IllegalArgumentException("sequence: none is called '" + name + "'");
        }
        return record;
      }
    };
  }
}

package org.isochron.bio.fasta;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Makes bgzip files for tests, with htsjdk's writer. */
final class Bgzip {
  private Bgzip() {}

  /** Writes a file whose blocks hold at most {@code blockBytes} bytes each. */
  static Path write(Path file, byte[] bytes, int blockBytes) throws IOException {
    try (BlockCompressedOutputStream out = new BlockCompressedOutputStream(file.toFile(), 5)) {
      for (int from = 0; from < bytes.length; from += blockBytes) {
        out.write(bytes, from, Math.min(blockBytes, bytes.length - from));
        out.flush();
      }
    }
    return file;
  }
}

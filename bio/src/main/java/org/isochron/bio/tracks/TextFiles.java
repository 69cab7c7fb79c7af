package org.isochron.bio.tracks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.core.io.AtomicFile;

/**
 * Writes several text files side by side: if their content fails, or does not fit on the disk, none
 * of them appears.
 */
final class TextFiles {
  private TextFiles() {}

  /** Writes the text of all files. */
  interface Content {
    /** Writes to the open files, in the order of their names. */
    void writeTo(List<Writer> writers) throws IOException;
  }

  static void write(List<Path> files, Content content) throws IOException {
    try {
      open(files, new ArrayList<>(), content);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void open(List<Path> files, List<Writer> writers, Content content)
      throws IOException {
    if (writers.size() == files.size()) {
      content.writeTo(List.copyOf(writers));
      for (Writer writer : writers) {
        writer.flush();
      }
      return;
    }
    AtomicFile.write(
        files.get(writers.size()),
        out -> {
          writers.add(
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14));
          open(files, writers, content);
        });
  }
}

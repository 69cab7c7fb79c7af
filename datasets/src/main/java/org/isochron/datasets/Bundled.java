package org.isochron.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.isochron.core.io.AtomicFile;

/** The files inside this jar, in a folder per data set. */
final class Bundled {
  private Bundled() {}

  static FileCheck check(Dataset dataset, DatasetFile file) throws IOException {
    try (InputStream in = open(dataset, file.name())) {
      return FileCheck.of(file, "bundled " + dataset.name() + "/" + file.name(), in);
    }
  }

  static void copy(Dataset dataset, String name, Path target) throws IOException {
    try (InputStream in = open(dataset, name)) {
      AtomicFile.write(target, in::transferTo);
    }
  }

  private static InputStream open(Dataset dataset, String name) throws IOException {
    String resource = dataset.name() + "/" + name;
    InputStream in = Bundled.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException("bundled " + resource + ": not in the jar");
    }
    return in;
  }
}

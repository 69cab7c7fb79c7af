package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.Dataset;
import org.isochron.datasets.DatasetFile;
import org.junit.jupiter.api.Test;

/** What the catalogue says of a file's format is what its first lines say. */
class CatalogFormatsTest {
  private static SequenceFile.Kind expected(DatasetFile file) {
    return switch (file.format()) {
      case FASTA -> SequenceFile.Kind.FASTA;
      case GENBANK, EMBL -> SequenceFile.Kind.FLAT_FILE;
      case GFF3, GTF, ARFF, FITS, OTHER -> null;
    };
  }

  @Test
  void filesAreOfTheFormatThatTheCatalogueNames() throws IOException {
    String shared = System.getProperty("isochron.shared", "");
    Path data = Path.of(shared, "data");
    assumeTrue(Files.isDirectory(data), "skipped: no data below isochron.shared='" + shared + "'");
    int compared = 0;
    for (Dataset dataset : Catalog.standard().list()) {
      for (DatasetFile file : dataset.files()) {
        Path path = data.resolve(dataset.domain()).resolve(dataset.name()).resolve(file.name());
        if (Files.exists(path)) {
          assertEquals(expected(file), SequenceFile.kindOf(path), path.toString());
          compared++;
        }
      }
    }
    assertTrue(compared > 0, "no file of the catalogue is below " + data);
  }
}

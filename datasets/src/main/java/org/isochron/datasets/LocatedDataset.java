package org.isochron.datasets;

import java.nio.file.Path;
import java.util.List;

/**
 * A data set whose files are at hand and were verified.
 *
 * @param dataset the catalogue's entry
 * @param folder the folder with its files
 * @param notes what was done on the way, for example that a damaged copy was replaced
 */
public record LocatedDataset(Dataset dataset, Path folder, List<String> notes) {
  /** Copies the notes. */
  public LocatedDataset {
    notes = List.copyOf(notes);
  }

  /** Returns the paths of all files, in the catalogue's order. */
  public List<Path> files() {
    return dataset.files().stream().map(file -> folder.resolve(file.name())).toList();
  }

  /**
   * Returns the path of one file.
   *
   * @param name its name
   * @throws IllegalArgumentException if the data set has no such file
   */
  public Path file(String name) {
    List<String> names = dataset.files().stream().map(DatasetFile::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          dataset.name() + " has no file '" + name + "', expected one of " + names);
    }
    return folder.resolve(name);
  }
}

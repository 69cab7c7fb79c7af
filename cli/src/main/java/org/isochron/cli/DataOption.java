package org.isochron.cli;

import java.nio.file.Path;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.DataFolders;
import org.isochron.datasets.Dataset;
import picocli.CommandLine.Option;

/** Where data sets stand. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Folder with data sets as domain/name/file, searched before ISOCHRON_DATA, else"
            + " ~/.cache/isochron."
      })
  Path folder;

  /** Returns the folders to search. */
  DataFolders folders() {
    DataFolders standard = DataFolders.standard();
    return folder == null ? standard : standard.with(folder);
  }

  /** Returns the data set of a name. */
  static Dataset find(Catalog catalog, String name) {
    try {
      return catalog.find(name);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), "All names: isochron datasets list");
    }
  }
}

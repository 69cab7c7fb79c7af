package org.isochron.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.DataFolders;
import org.isochron.datasets.Dataset;
import org.isochron.datasets.LocatedDataset;
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
    if (folder == null) {
      return standard;
    }
    if (!Files.isDirectory(folder)) {
      String what = Files.exists(folder) ? ": a file, expected a folder" : ": no such folder";
      throw CommandException.usage("--data " + folder + what, "Check the path given with --data.");
    }
    return standard.with(folder);
  }

  /** Finds the files of a data set. */
  LocatedDataset locate(Dataset dataset) throws IOException {
    return locate(folders(), dataset);
  }

  /** Finds the files of a data set in some folders; a bundled one is unpacked first. */
  static LocatedDataset locate(DataFolders folders, Dataset dataset) throws IOException {
    try {
      return folders.locate(dataset);
    } catch (FileNotFoundException e) {
      throw CommandException.badInput(
          e.getMessage(), "Name a folder that holds domain/name/file with --data.");
    } catch (FileSystemException e) {
      throw CommandException.failed(
          "data set "
              + dataset.name()
              + ": cannot be read from, or unpacked into, "
              + folders.home()
              + " ("
              + Failures.ofInputOutput(e)
              + ")",
          "Set ISOCHRON_DATA to a folder that can be written to.",
          e);
    }
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

package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.io.FormatException;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;

/** Input files: there, readable, known by their sha256. */
final class Inputs {
  private static final String MODEL_HINT =
      "Copy the model file again, or make one: isochron splice train --help";

  private Inputs() {}

  /** Refuses a path that no reader could read. */
  static Path check(String option, Path file) {
    String hint = "Check the path given with " + option + ".";
    if (!Files.exists(file)) {
      throw CommandException.badInput(file + ": no such file", hint);
    }
    if (Files.isDirectory(file)) {
      throw CommandException.badInput(file + ": a folder, expected a file", hint);
    }
    if (!Files.isReadable(file)) {
      throw CommandException.badInput(file + ": cannot be read (permissions)", hint);
    }
    return file;
  }

  /** Returns names and checksums, as a model's provenance holds them. */
  static List<Provenance.DataFile> dataFiles(List<Path> files) throws IOException {
    List<Provenance.DataFile> data = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      data.add(new Provenance.DataFile(name, ModelFile.sha256(file)));
    }
    return List.copyOf(data);
  }

  /** Reads a splice-site tagger. */
  static SpliceTagger tagger(Path file) throws IOException {
    check("--model", file);
    try {
      return SpliceTagger.load(file);
    } catch (FormatException e) {
      throw CommandException.badInput(e.getMessage(), MODEL_HINT);
    }
  }
}

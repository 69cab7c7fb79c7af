package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.isochron.bio.splice.SpliceTagger;
import picocli.CommandLine.Option;

/** Which of the species that a model tells apart is read. */
final class SpeciesOption {
  @Option(
      names = "--species",
      paramLabel = "NAME",
      description = "The sequences' species, of those that the model tells apart.")
  String species = "";

  /** Returns the tagger of a model file as it reads the species. */
  SpliceTagger tagger(Path model) throws IOException {
    return ModelSpecies.reading(Inputs.tagger(model), species);
  }

  /** Returns what is said of it beside the model, or nothing. */
  String said() {
    return species.isEmpty() ? "" : ", species " + species;
  }
}

package org.isochron.cli;

import java.io.IOException;
import org.isochron.bio.splice.SpliceTagger;
import picocli.CommandLine.Option;

/** Which of the species that a model tells apart is read. */
final class SpeciesOption {
  @Option(
      names = "--species",
      paramLabel = "NAME",
      description = "The sequences' species, of those that the model tells apart.")
  String species = "";

  /** Returns the tagger of model files as it reads the species. */
  SpliceTagger tagger(ModelOption model) throws IOException {
    return ModelSpecies.reading(model.tagger(), species);
  }

  /** Returns what is said of it beside the model, or nothing. */
  String said() {
    return species.isEmpty() ? "" : ", species " + species;
  }
}

package org.isochron.cli;

import java.util.List;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.TaskReader;

/** The species that a model tells apart, and those that the user names. */
final class ModelSpecies {
  private ModelSpecies() {}

  /**
   * Refuses species of genes to measure that the model neither reads nor tells, and none where it
   * reads some.
   */
  static void checkMeasured(SpliceTagger tagger, List<String> named) {
    List<String> told = TaskReader.speciesNames(tagger);
    if (told.isEmpty() || named.isEmpty()) {
      check(tagger, named);
      return;
    }
    for (String name : named) {
      if (!told.contains(name)) {
        throw CommandException.usage(
            "--species "
                + name
                + ": expected one of those that the model tells, "
                + String.join(", ", told),
            "");
      }
    }
  }

  /** Refuses species that the model does not know, and none where it knows some. */
  static void check(SpliceTagger tagger, List<String> named) {
    List<String> known = tagger.species();
    String listed = String.join(", ", known);
    if (known.isEmpty() && !named.isEmpty()) {
      throw CommandException.usage(
          "--species " + named.get(0) + ": the model tells no species apart; expected none",
          "Leave out --species.");
    }
    if (!known.isEmpty() && named.isEmpty()) {
      throw CommandException.usage(
          "the model tells species apart; expected --species NAME, one of " + listed, "");
    }
    for (String name : named) {
      if (!known.contains(name)) {
        throw CommandException.usage(
            "--species " + name + ": expected one of those that the model knows, " + listed, "");
      }
    }
  }

  /** Returns the tagger as it reads a species; an empty name is none. */
  static SpliceTagger reading(SpliceTagger tagger, String species) {
    List<String> named = species.isEmpty() ? List.of() : List.of(species);
    check(tagger, named);
    return named.isEmpty() ? tagger : tagger.of(species);
  }
}

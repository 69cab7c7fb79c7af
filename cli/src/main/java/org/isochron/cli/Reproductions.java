package org.isochron.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The reproductions known by name.
 *
 * @param all in the order to show
 */
record Reproductions(List<Reproduction> all) {
  Reproductions {
    all = List.copyOf(all);
  }

  /** Returns those that come with this version. */
  static Reproductions standard() {
    return new Reproductions(
        List.of(
            new UciSpliceReproduction(UciSpliceReproduction.Folds.BY_LOCUS),
            new UciSpliceReproduction(UciSpliceReproduction.Folds.RANDOM),
            new Hs3dReproduction(),
            new Human602Reproduction(),
            new SpliceGenesReproduction(),
            new SpccReproduction(SpccReproduction.Variant.HOST_Z),
            new SpccReproduction(SpccReproduction.Variant.NO_Z),
            new SpccReproduction(SpccReproduction.Variant.TEMPLATES),
            new SpccReproduction(SpccReproduction.Variant.TIMES)));
  }

  /** Returns the names of those that run on a data set. */
  List<String> on(String dataset) {
    return all.stream()
        .filter(r -> r.datasets().contains(dataset))
        .map(Reproduction::name)
        .toList();
  }

  /**
   * Returns the reproduction of a name.
   *
   * @throws CommandException if there is none
   */
  Reproduction find(String name) {
    return all.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                CommandException.usage(
                    "no reproduction is named '"
                        + name
                        + "'; there are "
                        + all.stream().map(Reproduction::name).collect(Collectors.joining(", ")),
                    "What each is: isochron reproduce --list"));
  }
}

package org.isochron.bio.splice;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.isochron.bio.annotation.ChromosomeNames;
import org.isochron.bio.annotation.GenomeFiles;

/**
 * The files with one species' genes.
 *
 * @param name of the species: letters, digits, '.', '_' and '-'; empty where none is told apart
 * @param flatFiles GenBank and EMBL files
 * @param genomes FASTA files with their annotations
 * @param chromosomes which names mean the same chromosome, where the two call them differently
 */
public record SpeciesFiles(
    String name,
    List<Path> flatFiles,
    List<GenomeFiles> genomes,
    Optional<ChromosomeNames> chromosomes) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public SpeciesFiles {
    checkName(name, true);
    flatFiles = List.copyOf(flatFiles);
    genomes = List.copyOf(genomes);
  }

  /** Names files whose chromosomes agree by name. */
  public SpeciesFiles(String name, List<Path> flatFiles, List<GenomeFiles> genomes) {
    this(name, flatFiles, genomes, Optional.empty());
  }

  /**
   * Refuses what is no name of a species.
   *
   * @param orNone whether it may be empty
   * @throws IllegalArgumentException if it is none
   */
  public static void checkName(String name, boolean orNone) {
    if (!(orNone && name.isEmpty()) && !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "species: expected a name of letters, digits, '.', '_' and '-', found '" + name + "'");
    }
  }

  /**
   * Refuses names of which one comes twice, or is none, or is empty beside others.
   *
   * @throws IllegalArgumentException if they are refused
   */
  static void checkNames(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      checkName(name, names.size() == 1);
      if (!seen.add(name)) {
        throw new IllegalArgumentException("species " + name + ": comes twice");
      }
    }
  }
}

package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isochron.bio.annotation.GenomeFiles;

/** Folders with many small genomes: a FASTA file and an annotation of the same name for each. */
final class GenomeFolder {
  private static final Pattern FASTA = Pattern.compile("(.+)\\.(fa|fasta|fna)(\\.gz)?");
  private static final Pattern ANNOTATION = Pattern.compile("(.+)\\.(gff3|gff|gtf)(\\.gz)?");

  private GenomeFolder() {}

  /**
   * Returns the pairs of two folders, which may be one, by name; two files are a pair.
   *
   * @throws CommandException if only one is a folder, or a file has no partner or several
   */
  static List<GenomeFiles> pairs(Path fasta, Path annotation) throws IOException {
    boolean folder = Files.isDirectory(fasta);
    if (!folder && !Files.isDirectory(annotation)) {
      return List.of(new GenomeFiles(fasta, annotation));
    }
    if (folder != Files.isDirectory(annotation)) {
      throw CommandException.badInput(
          (folder ? annotation : fasta)
              + ": expected a folder, as "
              + (folder ? fasta : annotation)
              + " is",
          "Give two files, or two folders, with --fasta and --annotation.");
    }
    Map<String, Path> sequences = byStem(fasta, FASTA, "FASTA (.fa, .fasta, .fna)");
    Map<String, Path> annotations = byStem(annotation, ANNOTATION, "GFF3 or GTF");
    refuseAlone(sequences, annotations, "an annotation", annotation);
    refuseAlone(annotations, sequences, "a FASTA file", fasta);
    List<GenomeFiles> pairs = new ArrayList<>();
    sequences.forEach((stem, file) -> pairs.add(new GenomeFiles(file, annotations.get(stem))));
    return pairs;
  }

  private static Map<String, Path> byStem(Path folder, Pattern name, String what)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    Map<String, Path> byStem = new TreeMap<>();
    for (Path file : files) {
      Matcher matcher = name.matcher(file.getFileName().toString());
      Path earlier = matcher.matches() ? byStem.putIfAbsent(matcher.group(1), file) : null;
      if (earlier != null) {
        throw CommandException.badInput(
            file + ": expected one file of its name, found " + earlier + " too", "");
      }
    }
    if (byStem.isEmpty()) {
      throw CommandException.badInput(folder + ": expected " + what + " files, found none", "");
    }
    return byStem;
  }

  private static void refuseAlone(
      Map<String, Path> files, Map<String, Path> others, String partner, Path folder) {
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      if (!others.containsKey(entry.getKey())) {
        throw CommandException.badInput(
            entry.getValue() + ": expected " + partner + " of the same name in " + folder, "");
      }
    }
  }
}

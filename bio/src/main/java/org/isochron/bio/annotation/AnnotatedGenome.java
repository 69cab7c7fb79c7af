package org.isochron.bio.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.isochron.bio.annotation.GenomeAnnotation.Located;
import org.isochron.bio.fasta.Fasta;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.core.io.FormatException;

/**
 * The sequences of a FASTA file with the genes that a GFF3 or GTF file has on them. A sequence that
 * is described as {@code V:9798787-9799275 -} lies there on its chromosome.
 *
 * @param sequences all of them, in the order of the FASTA file
 * @param skipped what was left out; empty if the options refuse it
 */
public record AnnotatedGenome(List<AnnotatedSequence> sequences, List<SkippedFeature> skipped) {
  private static final int NAMES_SHOWN = 3;

  /** Copies the lists. */
  public AnnotatedGenome {
    sequences = List.copyOf(sequences);
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads both files.
   *
   * @param sequenceName gives the FASTA file's name for a sequence, from the annotation's
   * @throws FormatException if a file breaks the format, or, unless options say to leave them out,
   *     a gene is on a sequence that the FASTA file lacks, or beyond its end; else as {@link
   *     GenomeAnnotation#read(Path, AnnotationOptions)}
   * @throws IOException if one cannot be read
   */
  public static AnnotatedGenome read(
      GenomeFiles files, AnnotationOptions options, UnaryOperator<String> sequenceName)
      throws IOException {
    return readNamed(files, options, inFasta -> sequenceName);
  }

  /**
   * Reads both files, which may call the chromosomes by different names.
   *
   * @param names which of them mean the same
   * @throws FormatException as {@link #read(GenomeFiles, AnnotationOptions, UnaryOperator)}, also
   *     where a name could be several sequences of the FASTA file
   * @throws IOException if one cannot be read
   */
  public static AnnotatedGenome read(
      GenomeFiles files, AnnotationOptions options, ChromosomeNames names) throws IOException {
    return readNamed(
        files, options, inFasta -> new SequenceNames(inFasta, Optional.of(names))::resolve);
  }

  /**
   * Reads both files.
   *
   * @param naming from the names of the FASTA file to what gives one of them, from the annotation's
   */
  private static AnnotatedGenome readNamed(
      GenomeFiles files,
      AnnotationOptions options,
      Function<Set<String>, UnaryOperator<String>> naming)
      throws IOException {
    Map<String, FastaRecord> records = new LinkedHashMap<>();
    Map<String, List<Gene>> genes = new LinkedHashMap<>();
    for (FastaRecord record : Fasta.readAll(files.fasta())) {
      records.put(record.id(), record);
      genes.put(record.id(), new ArrayList<>());
    }
    UnaryOperator<String> sequenceName = naming.apply(records.keySet());
    GenomeAnnotation annotation = GenomeAnnotation.read(files.annotation(), options);
    Leftovers leftovers = new Leftovers(options.unsupported());
    Map<String, String> names = new HashMap<>();
    for (Located located : annotation.located()) {
      Gene gene = located.gene();
      String problem;
      try {
        gene = gene.on(sequenceName.apply(gene.sequenceId()));
        problem = problem(gene, records, files.fasta());
      } catch (IllegalArgumentException e) {
        problem = "its sequence in " + files.fasta().getFileName() + ": " + e.getMessage();
      }
      if (problem.isEmpty()) {
        genes.get(gene.sequenceId()).add(gene);
        names.put(located.gene().sequenceId(), gene.sequenceId());
      } else {
        String location = TranscriptRows.shown(List.of(gene.span()));
        leftovers.add("gene", new SkippedFeature(gene.id(), located.place(), location, problem));
      }
    }
    Map<String, List<SpliceJunction>> junctions = new HashMap<>();
    for (SpliceJunction junction : annotation.junctions()) {
      String name = names.getOrDefault(junction.sequenceId(), junction.sequenceId());
      junctions.computeIfAbsent(name, n -> new ArrayList<>()).add(junction.on(name));
    }
    List<AnnotatedSequence> sequences = new ArrayList<>();
    records.forEach(
        (id, record) -> {
          List<SpliceJunction> of = junctions.getOrDefault(id, List.of());
          sequences.add(annotated(record, genes.get(id), of));
        });
    List<SkippedFeature> skipped = new ArrayList<>(annotation.skipped());
    skipped.addAll(leftovers.list());
    return new AnnotatedGenome(sequences, skipped);
  }

  private static AnnotatedSequence annotated(
      FastaRecord record, List<Gene> genes, List<SpliceJunction> junctions) {
    Placement placement =
        Placement.ofDescription(record.description(), record.length())
            .orElse(Placement.ofName(record.id()));
    return new AnnotatedSequence(record.id(), record.bases(), genes, placement, junctions);
  }

  private static String problem(Gene gene, Map<String, FastaRecord> records, Path fasta) {
    FastaRecord record = records.get(gene.sequenceId());
    if (record == null) {
      List<String> names = records.keySet().stream().limit(NAMES_SHOWN).toList();
      String more = records.size() > NAMES_SHOWN ? ", ..." : "";
      return "its sequence '"
          + gene.sequenceId()
          + "' is not in "
          + fasta.getFileName()
          + ", which has "
          + String.join(", ", names)
          + more;
    }
    return gene.span().end() <= record.length()
        ? ""
        : "beyond the "
            + record.length()
            + " bases of "
            + record.id()
            + " in "
            + fasta.getFileName();
  }
}

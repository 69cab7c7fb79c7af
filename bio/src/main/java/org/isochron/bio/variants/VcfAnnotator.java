package org.isochron.bio.variants;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import htsjdk.variant.variantcontext.Allele;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.variants.DeltaScorer.Query;
import org.isochron.bio.variants.UnscoredAllele.Reason;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;

/**
 * Adds scores to the records of a VCF file: an INFO field with one entry {@code
 * ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_AG|DP_AL|DP_DG|DP_DL} for each alternative and gene.
 *
 * <p>Every record is written, in its order, and nothing else in it is changed. Alleles that cannot
 * be scored have no entry; they are counted and reported with the reason. Memory does not grow with
 * the file.
 */
public final class VcfAnnotator {
  /** The id of the INFO field where the caller does not say. */
  public static final String DEFAULT_ID = "ISOCHRON";

  /** Queries that wait for one run of the network. */
  private static final int BATCH = 128;

  /** Records that wait for them at most. */
  private static final int HELD = 4096;

  private final DeltaScorer scorer;
  private final VariantGenes genes;
  private final Options options;

  /**
   * How files are read and written.
   *
   * @param id of the INFO field: letters, digits, underscores and points, no digit first
   * @param names from the file's names of sequences to those of the scorer's sequences
   * @param misfits what to do with records that do not fit the sequences
   * @param origin what makes the scores, for the header
   */
  public record Options(String id, SequenceNames names, Misfits misfits, String origin) {
    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it is none that VCF allows
     */
    public Options {
      if (!id.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
        throw new IllegalArgumentException(
            "id: expected letters, digits, underscores and points, found '" + id + "'");
      }
      Objects.requireNonNull(names, "names");
      Objects.requireNonNull(misfits, "misfits");
      origin = origin.replace('"', '\'').replaceAll("\\p{Cntrl}", " ");
    }
  }

  /** What to do with a record whose sequence is not there, or has other bases. */
  public enum Misfits {
    /** Stop with a {@link FormatException}: the file may be of another assembly. */
    REFUSE,
    /** Leave it without scores, and report it. */
    REPORT
  }

  /** Hears of what happens. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = new Listener() {};

    /**
     * Hears of an allele without scores, in the order of the file.
     *
     * @throws IOException if that cannot be noted down
     */
    default void unscored(UnscoredAllele allele) throws IOException {}

    /** Hears how far the work is: alleles that are scored or cannot be. */
    default void done(long alleles) {}
  }

  /**
   * What was done.
   *
   * @param records that were read, and written
   * @param alleles their alternatives
   * @param scored those with scores
   * @param entries that were written: one for each scored allele and gene or strand
   * @param unscored numbers of the others, by reason
   */
  public record Counts(
      long records, long alleles, long scored, long entries, Map<Reason, Long> unscored) {}

  /**
   * Makes an annotator.
   *
   * @param scorer scores variants
   * @param genes what they are scored for
   * @param options how files are read and written
   */
  public VcfAnnotator(DeltaScorer scorer, VariantGenes genes, Options options) {
    this.scorer = scorer;
    this.genes = genes;
    this.options = options;
  }

  /**
   * Writes a file with scores, whole or not at all.
   *
   * @param in a VCF file, plain or gzip
   * @param out the file to make; bgzip if its name ends in {@code .gz}
   * @param listener hears of what happens
   * @throws FormatException if the file breaks the format, has the INFO field already, or does not
   *     fit the sequences
   * @throws IOException if reading or writing fails
   */
  public Counts annotate(Path in, Path out, Listener listener) throws IOException {
    boolean compressed = String.valueOf(out.getFileName()).endsWith(".gz");
    try (VcfLines lines = VcfLines.open(in)) {
      Run run = new Run(listener);
      AtomicFile.write(
          out,
          plain -> {
            OutputStream stream =
                compressed ? new BlockCompressedOutputStream(plain, (Path) null) : plain;
            try (Writer writer =
                new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8))) {
              run.all(lines, writer);
            }
          });
      return run.counts();
    }
  }

  /** A record, and its alleles that wait for scores. */
  private record Waiting(VcfLines.Line line, List<String> alleles, List<VariantGenes.Target> of) {}

  /** One file's way through. */
  private final class Run {
    private final Listener listener;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Query> queries = new ArrayList<>();
    private final Map<Reason, Long> unscored = new EnumMap<>(Reason.class);
    private long records;
    private long alleles;
    private long scored;
    private long entries;

    Run(Listener listener) {
      this.listener = listener;
    }

    Counts counts() {
      return new Counts(records, alleles, scored, entries, new EnumMap<>(unscored));
    }

    void all(VcfLines lines, Writer out) throws IOException {
      VcfScoresHeader header = new VcfScoresHeader(options.id(), scorer.config(), options.origin());
      for (String line : header.of(lines, scorer.sequences(), options.names())) {
        out.write(line + "\n");
      }
      for (VcfLines.Line line = lines.next(); line != null; line = lines.next()) {
        take(line);
        if (queries.isEmpty() || queries.size() >= BATCH || waiting.size() >= HELD) {
          flush(out);
        }
      }
      flush(out);
    }

    private void take(VcfLines.Line line) throws IOException {
      records++;
      if (line.context().hasAttribute(options.id())) {
        throw new FormatException(
            line.place(),
            "INFO field " + options.id() + " is there already; choose another id for the new one");
      }
      Waiting record = new Waiting(line, new ArrayList<>(), new ArrayList<>());
      String[] written = line.alternatives();
      List<Allele> read = line.context().getAlternateAlleles();
      if (read.isEmpty()) {
        report(line, ".", Reason.NO_ALTERNATIVE, "");
      }
      for (int i = 0; i < read.size(); i++) {
        alleles++;
        take(record, written[i], read.get(i));
      }
      waiting.add(record);
    }

    private void take(Waiting record, String written, Allele read) throws IOException {
      VcfLines.Line line = record.line();
      Optional<Reason> reason = VcfAlleles.unscorable(line.reference(), read, scorer.config());
      if (reason.isPresent()) {
        report(line, written, reason.get(), "");
        return;
      }
      Optional<Variant> variant = placed(line, written);
      if (variant.isEmpty()) {
        return;
      }
      List<VariantGenes.Target> targets = genes.at(variant.get());
      if (targets.isEmpty()) {
        report(line, written, Reason.OUTSIDE_GENES, "");
        return;
      }
      scored++;
      for (VariantGenes.Target target : targets) {
        record.alleles().add(written);
        record.of().add(target);
        queries.add(new Query(variant.get(), target.strand(), target.known()));
      }
    }

    /** Returns the variant on the scorer's sequences, or reports why there is none. */
    private Optional<Variant> placed(VcfLines.Line line, String written) throws IOException {
      Reason reason = Reason.NO_SEQUENCE;
      try {
        String name = options.names().resolve(line.context().getContig());
        reason = Reason.OTHER_REFERENCE;
        Variant variant =
            new Variant(name, line.context().getStart() - 1, line.reference(), written);
        VariantWindow.check(scorer.sequences(), variant);
        return Optional.of(variant);
      } catch (IllegalArgumentException e) {
        if (options.misfits() == Misfits.REFUSE) {
          throw new FormatException(line.place(), e.getMessage(), e);
        }
        report(line, written, reason, e.getMessage());
        return Optional.empty();
      }
    }

    private void report(VcfLines.Line line, String allele, Reason reason, String detail)
        throws IOException {
      unscored.merge(reason, 1L, Long::sum);
      int position1 = line.context().getStart();
      listener.unscored(
          new UnscoredAllele(
              line.place(),
              line.context().getContig(),
              position1,
              line.reference(),
              allele,
              reason,
              detail));
    }

    private void flush(Writer out) throws IOException {
      List<DeltaScores> scores = queries.isEmpty() ? List.of() : scorer.score(queries);
      int next = 0;
      for (Waiting record : waiting) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < record.of().size(); i++) {
          String symbol = record.of().get(i).symbol();
          texts.add(VcfScores.entry(record.alleles().get(i), symbol, scores.get(next++)));
        }
        entries += texts.size();
        String value = String.join(",", texts);
        out.write(VcfScores.line(record.line().columns(), options.id(), value) + "\n");
      }
      waiting.clear();
      queries.clear();
      listener.done(alleles);
    }
  }
}

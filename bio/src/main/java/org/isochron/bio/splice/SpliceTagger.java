package org.isochron.bio.splice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.TrainingListener;
import org.isochron.core.training.TrainingSession;

/**
 * Tags each base of a DNA sequence as donor (last base of an exon before an intron), acceptor
 * (first base of an exon after one) or neither.
 *
 * <p>A recurrent network scores each base; a grammar of coding genes, trained with it, says which
 * scores make sense together. The probability of a site is its marginal over all gene structures.
 *
 * <p>After Lee et al. 2015, arXiv 1512.05135 (recurrent networks on splice sites), and Jaganathan
 * et al. 2019, doi 10.1016/j.cell.2018.12.015 (one label for each base).
 */
public final class SpliceTagger {
  /** The kind of model that holds a tagger. */
  public static final String KIND = "splice-tagger";

  private final List<TaggerMember> members;
  private final TaggerSettings settings;
  private final String chosen;

  SpliceTagger(TrainedModel model, TaggerSettings settings) {
    this(List.of(new TaggerMember(model, settings)), settings, "");
  }

  /** Makes a tagger of one member or several, with settings for all. */
  SpliceTagger(List<TaggerMember> members, TaggerSettings settings, String chosen) {
    this.members = List.copyOf(members);
    this.settings = settings;
    this.chosen = chosen;
  }

  /**
   * A trained tagger and how it got there.
   *
   * @param tagger with the parameters that ranked validation sites best
   * @param history a record of each epoch on all species; its validation score is 1 − mean AUPRC,
   *     where species are told apart the mean of that of each
   * @param bestEpoch the epoch kept, from 1
   * @param fineTuning the second phase, if there was one
   */
  public record Training(
      SpliceTagger tagger,
      List<EpochRecord> history,
      int bestEpoch,
      Optional<FineTuning> fineTuning) {
    /** Returns the same training with its tagger changed. */
    public Training withTagger(SpliceTagger other) {
      return new Training(other, history, bestEpoch, fineTuning);
    }
  }

  /**
   * The second phase of a training.
   *
   * @param species its species
   * @param history a record of each epoch, on that species' validation genes
   * @param bestEpoch the epoch kept, from 1; 0 if none ranked better than the first phase's best
   * @param scoreBefore that of the first phase's best, on the same genes
   */
  public record FineTuning(
      String species, List<EpochRecord> history, int bestEpoch, double scoreBefore) {}

  /**
   * Trains a tagger without checkpoints.
   *
   * @param split training and validation genes, at least one each
   * @param config the network and its training
   * @param data the files that the genes are from, for the model's provenance
   * @param workers who computes
   * @param listener who watches
   * @throws IllegalArgumentException as {@link #train(GeneSplit, SpliceConfig, List,
   *     TrainingSession)}
   */
  public static Training train(
      GeneSplit split,
      SpliceConfig config,
      List<Provenance.DataFile> data,
      Workers workers,
      TrainingListener listener) {
    return train(split, config, data, new TrainingSession(workers, listener, Checkpoints.NONE));
  }

  /**
   * Trains a tagger in a session that may leave checkpoints and go on from one, if it is of the
   * same configuration and data. The split's validation genes choose the epoch, the temperatures
   * and the calling thresholds; its test genes are not looked at.
   *
   * @param split training and validation genes, at least one each
   * @param config the network and its training
   * @param data the files that the genes are from, for the model's provenance
   * @param session who computes and watches, and where checkpoints are
   * @throws IllegalArgumentException if there is no training or validation gene, the validation
   *     genes have no donor or no acceptor, of all or of a species that is told apart, or the genes
   *     do not have what a task is taught
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written, is damaged or of
   *     another run
   */
  public static Training train(
      GeneSplit split,
      SpliceConfig config,
      List<Provenance.DataFile> data,
      TrainingSession session) {
    return new TaggerTraining(split, config, data, session).run();
  }

  /**
   * Returns the name of the checkpoint of a training's second phase.
   *
   * @param first the name of the first phase's checkpoint, beside which it lies
   */
  public static String fineTuneCheckpoint(String first) {
    return "fine-tune-" + first;
  }

  /**
   * Reads a tagger.
   *
   * @param file a model file
   * @throws FormatException if it is damaged, holds no tagger of DNA, or its settings and network
   *     do not fit together
   * @throws IOException if reading fails
   */
  public static SpliceTagger load(Path file) throws IOException {
    TrainedModel model = ModelFile.read(file);
    return new SpliceTagger(model, TaggerSettings.read(model, String.valueOf(file.getFileName())));
  }

  /**
   * Writes the tagger.
   *
   * @param file where
   * @throws IOException if writing fails
   * @throws IllegalStateException as {@link #model}
   */
  public void save(Path file) throws IOException {
    ModelFile.write(file, model());
  }

  /**
   * Returns the model: network, parameters, provenance.
   *
   * @throws IllegalStateException if the tagger is a {@link SpliceEnsemble} of several
   */
  public TrainedModel model() {
    return TaggerMember.only(members);
  }

  /**
   * Returns the taggers that this one is an ensemble of, as they read the same species, or this.
   */
  public List<SpliceTagger> members() {
    return members.stream().map(m -> new SpliceTagger(List.of(m), m.settings(), chosen)).toList();
  }

  /** Returns the genes that the tagger has seen: scores on them say nothing about others. */
  public TrainedGenes trainedGenes() {
    return settings.trainedGenes();
  }

  /** Returns the names of the species that the tagger tells apart; empty if it does not. */
  public List<String> species() {
    return settings.names();
  }

  /** Returns the temperatures that log-odds are divided by, donor's and acceptor's, by species. */
  public Map<String, double[]> temperatures() {
    Map<String, double[]> all = new LinkedHashMap<>();
    for (TaggerSettings.Species s : settings.species()) {
      all.put(s.name(), new double[] {s.calibration().donor(), s.calibration().acceptor()});
    }
    return all;
  }

  /** Returns the same tagger without temperatures; its thresholds are those of the other. */
  public SpliceTagger uncalibrated() {
    return new SpliceTagger(TaggerMember.uncalibrated(members), settings.uncalibrated(), chosen);
  }

  /**
   * Returns the same tagger as it reads a species.
   *
   * @throws IllegalArgumentException if it does not tell that species from others
   */
  public SpliceTagger of(String name) {
    if (!settings.names().contains(name)) {
      throw new IllegalArgumentException(
          "species: expected "
              + (settings.names().isEmpty()
                  ? "none (the tagger tells none apart)"
                  : "one of " + String.join(", ", settings.names()))
              + ", found '"
              + name
              + "'");
    }
    return new SpliceTagger(members, settings, name);
  }

  /** Returns the tagger as it reads a gene of a species; where none are told apart, as it is. */
  SpliceTagger reading(String species) {
    return species().isEmpty() ? this : of(species);
  }

  /**
   * Returns the probabilities from which sites are called where the strand is given, chosen on
   * validation genes.
   *
   * @throws IllegalArgumentException if the tagger tells species apart and reads none: {@link #of}
   */
  public SiteThresholds thresholds() {
    return settings.of(chosen).thresholds();
  }

  /**
   * Returns the probabilities from which sites of whole records are called, if they were chosen:
   * {@link #withRecordThresholds}.
   *
   * @throws IllegalArgumentException as {@link #thresholds}
   */
  public Optional<SiteThresholds> recordThresholds() {
    return settings.of(chosen).ofRecords().stream().findFirst();
  }

  /**
   * Returns the same tagger with thresholds of best F1 on whole records, of the species that these
   * hold annotated donors and acceptors of.
   *
   * @param validation records of genes that were not fitted to
   * @param workers who computes
   * @throws IllegalStateException as {@link #model}
   */
  public SpliceTagger withRecordThresholds(WholeRecords validation, Workers workers) {
    TrainedModel old = model();
    TaggerSettings chosenNow =
        settings.withRecords(RecordThresholds.choose(this, validation.regions(), workers));
    TrainedModel changed =
        new TrainedModel(
            old.kind(), old.network(), old.parameters(), Json.toTree(chosenNow), old.provenance());
    return new SpliceTagger(List.of(new TaggerMember(changed, chosenNow)), chosenNow, chosen);
  }

  /** Returns what the model needs beside its network. */
  TaggerSettings settings() {
    return settings;
  }

  /** Returns a reader of the species that was chosen. */
  SiteReader reading(Workers workers) {
    settings.of(chosen);
    return TaggerMember.reader(members, workers).reading(chosen);
  }

  /**
   * Returns what the network reads of bases.
   *
   * @throws IllegalArgumentException as {@link #thresholds}
   */
  SpliceEncoder encoder() {
    return settings.encoder().reading(chosen);
  }

  /** Compares predictions with annotation, seeded by {@link SpliceEvaluation#DEFAULT_SEED}. */
  public SpliceEvaluation evaluate(List<SenseGene> genes, Workers workers) {
    return evaluate(genes, SpliceEvaluation.DEFAULT_SEED, workers);
  }

  /**
   * Compares predictions with annotation. Where the tagger tells species apart, each gene is read
   * and called as its own species'.
   *
   * @param genes annotated genes that were not trained on
   * @param seed of the draws behind the intervals
   * @param workers who computes
   * @throws IllegalArgumentException if there is no gene, donor or acceptor, or a gene is of a
   *     species that the tagger does not know
   */
  public SpliceEvaluation evaluate(List<SenseGene> genes, long seed, Workers workers) {
    List<SpliceUnit> units = SpliceUnit.of(genes);
    return SpliceEvaluation.of(
        units,
        SpeciesScores.of(TaggerMember.reader(members, workers), units),
        units.stream().map(unit -> settings.of(unit.species()).thresholds()).toList(),
        seed);
  }

  /**
   * Returns the site probabilities of one strand.
   *
   * @param bases IUPAC letters, read as the sense strand
   * @param workers who computes
   * @throws IllegalArgumentException if there is no base, or the tagger tells species apart and
   *     reads none: {@link #of}
   */
  public SiteProbabilities probabilities(byte[] bases, Workers workers) {
    return probabilities(List.of(bases), workers).get(0);
  }

  /**
   * Returns the site probabilities of many sequences, each as if it were alone.
   *
   * @param sequences IUPAC letters, at least one each, read as the sense strand
   * @param workers who computes
   * @throws IllegalArgumentException as {@link #probabilities(byte[], Workers)}
   */
  public List<SiteProbabilities> probabilities(List<byte[]> sequences, Workers workers) {
    return new SpliceScanner(reading(workers))
        .score(sequences).stream()
            .map(scores -> new SiteProbabilities(scores.donor(), scores.acceptor()))
            .toList();
  }

  /**
   * Probabilities at each base.
   *
   * @param donor [T]
   * @param acceptor [T]
   */
  public record SiteProbabilities(float[] donor, float[] acceptor) {}

  /**
   * Calls sites on both strands of a sequence.
   *
   * @param record the sequence
   * @param strands how its two strands are read
   * @param thresholds from which sites are called
   * @param workers who computes
   * @return sites by position, donors before acceptors, plus before minus
   * @throws IllegalArgumentException as {@link #probabilities(byte[], Workers)}
   */
  public List<SpliceSite> predict(
      FastaRecord record, Strands strands, SiteThresholds thresholds, Workers workers) {
    return predictor(strands, thresholds, workers).predict(record, ScoreSink.NONE, share -> {});
  }

  /**
   * Returns what calls sites in one sequence after the other.
   *
   * @param strands how their two strands are read
   * @param thresholds from which sites are called
   * @param workers who computes, also later
   * @throws IllegalArgumentException as {@link #probabilities(byte[], Workers)}
   */
  public SitePredictor predictor(Strands strands, SiteThresholds thresholds, Workers workers) {
    return SitePredictor.of(strands, reading(workers), thresholds);
  }
}

package org.isochron.bio.splice;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isochron.bio.fasta.MaskedBases;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Dropout;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.TrainingConfig;

/**
 * A splice-site tagger: its network and how it is trained.
 *
 * @param network what reads the bases
 * @param chunk bases in a training sequence, at least 50
 * @param training epochs, batch, seed, optimizer
 * @param species names of those that are trained together, in the order of the channels that say
 *     which one is read, or of the classes of the species head; empty for none, as in a file
 *     without them
 * @param fineTune the second phase; a file without it has none
 * @param tasks what is learnt of whole chunks, and of how many genes the sites are; a file without
 *     it has no such task, and the sites of all
 * @param calibrated whether temperatures are fitted to validation genes; in a file without it not
 */
public record SpliceConfig(
    NetworkConfig network,
    int chunk,
    TrainingConfig training,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) List<String> species,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) FineTune fineTune,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) TaskConfig tasks,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) Boolean calibrated) {
  /** Name of the head on gene structure, from which site probabilities come. */
  public static final String STRUCTURE = "structure";

  /** The largest radius. */
  static final int MAX_RADIUS = 200;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the chunk is too short, a species' name is none or comes
   *     twice, the second phase is on another species, or the species head has too few species or a
   *     second phase after it
   */
  public SpliceConfig {
    species = species == null ? List.of() : List.copyOf(species);
    fineTune = fineTune == null ? FineTune.none() : fineTune;
    tasks = tasks == null ? TaskConfig.none() : tasks;
    calibrated = calibrated == null ? Boolean.FALSE : calibrated;
    species.forEach(name -> SpeciesFiles.checkName(name, false));
    if (Set.copyOf(species).size() < species.size()) {
      throw new IllegalArgumentException("species: expected each once, found " + species);
    }
    if (fineTune.isWanted() && !species.contains(fineTune.species())) {
      throw new IllegalArgumentException(
          "fineTune: expected one of the species " + species + ", found " + fineTune.species());
    }
    if (tasks.species() > 0 && species.size() < 2) {
      throw new IllegalArgumentException(
          "tasks: species needs at least two species to tell apart, found " + species);
    }
    if (tasks.species() > 0 && fineTune.isWanted()) {
      throw new IllegalArgumentException(
          "tasks: species expected without a second phase, which is on one species alone, found "
              + fineTune.species());
    }
    if (chunk < 50) {
      throw new IllegalArgumentException("chunk: expected at least 50 bases, found " + chunk);
    }
  }

  /** Makes a configuration that tells no species apart. */
  public SpliceConfig(NetworkConfig network, int chunk, TrainingConfig training) {
    this(network, chunk, training, List.of(), FineTune.none(), TaskConfig.none(), true);
  }

  /**
   * The network: at each base the window of its neighbours, one-hot, through stacked bidirectional
   * LSTMs or GRUs, to a head that sees both and knows the order of exons and introns.
   *
   * @param radius neighbours read on either side of a base, 0 to 200
   * @param layers bidirectional layers, at least 1
   * @param hidden units of each direction
   * @param headUnits units of the head's hidden layer
   * @param dropout after each layer, in [0, 1)
   * @param cell of every layer; a file without it means {@link CellKind#LSTM}
   * @param masked share of the bases that are hidden in training, in [0, 1), others in each epoch;
   *     a file without it means 0
   */
  public record NetworkConfig(
      int radius,
      int layers,
      int hidden,
      int headUnits,
      double dropout,
      @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) CellKind cell,
      @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) Double masked) {
    /** Checks the ranges. */
    public NetworkConfig {
      cell = cell == null ? CellKind.LSTM : cell;
      masked = new MaskedBases(masked == null ? 0 : masked).share();
      if (radius < 0 || radius > MAX_RADIUS || layers < 1 || hidden < 1 || headUnits < 1) {
        throw new IllegalArgumentException(
            "network: expected radius 0 to 200, and layers, hidden and headUnits of at least 1,"
                + " found "
                + radius
                + ", "
                + layers
                + ", "
                + hidden
                + ", "
                + headUnits);
      }
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException("network: expected dropout in [0, 1), found " + dropout);
      }
    }

    /** Makes a network of LSTMs that no base is hidden from. */
    public NetworkConfig(int radius, int layers, int hidden, int headUnits, double dropout) {
      this(radius, layers, hidden, headUnits, dropout, CellKind.LSTM, 0.0);
    }

    /** Returns this network with other cells. */
    public NetworkConfig withCell(CellKind kind) {
      return new NetworkConfig(radius, layers, hidden, headUnits, dropout, kind, masked);
    }

    /** Returns this network with another share of bases hidden. */
    public NetworkConfig withMasked(double share) {
      return new NetworkConfig(radius, layers, hidden, headUnits, dropout, cell, share);
    }
  }

  /** The cells of a layer. */
  public enum CellKind {
    /** {@link LstmCell}. */
    LSTM,
    /** {@link GruCell}, with the reset gate after the product: about 0.7 of an LSTM's time. */
    GRU;

    Cell of(int inputSize, int hiddenSize) {
      return this == LSTM
          ? new LstmCell(inputSize, hiddenSize)
          : new GruCell(inputSize, hiddenSize);
    }
  }

  /** Returns the configuration of a training for which nothing else is asked. */
  public static SpliceConfig defaults() {
    return new SpliceConfig(
        new NetworkConfig(15, 1, 64, 64, 0.3, CellKind.GRU, 0.1),
        600,
        new TrainingConfig(20, 16, 4, 1, new OptimizerConfig(4e-3, 0.01, 1, 0.05, 0.995)));
  }

  /** Returns this configuration with another network. */
  public SpliceConfig withNetwork(NetworkConfig value) {
    return new SpliceConfig(value, chunk, training, species, fineTune, tasks, calibrated);
  }

  /** Returns this configuration with another chunk length. */
  public SpliceConfig withChunk(int bases) {
    return new SpliceConfig(network, bases, training, species, fineTune, tasks, calibrated);
  }

  /** Returns this configuration with another training. */
  public SpliceConfig withTraining(TrainingConfig value) {
    return new SpliceConfig(network, chunk, value, species, fineTune, tasks, calibrated);
  }

  /** Returns this configuration with other species told apart. */
  public SpliceConfig withSpecies(List<String> names) {
    return new SpliceConfig(network, chunk, training, names, fineTune, tasks, calibrated);
  }

  /** Returns this configuration with another second phase. */
  public SpliceConfig withFineTune(FineTune value) {
    return new SpliceConfig(network, chunk, training, species, value, tasks, calibrated);
  }

  /** Returns this configuration with other tasks beside the sites. */
  public SpliceConfig withTasks(TaskConfig value) {
    return new SpliceConfig(network, chunk, training, species, fineTune, value, calibrated);
  }

  /** Returns this configuration with or without a calibration. */
  public SpliceConfig withCalibrated(boolean value) {
    return new SpliceConfig(network, chunk, training, species, fineTune, tasks, value);
  }

  /** Returns this configuration with another seed. */
  public SpliceConfig withSeed(long seed) {
    return withTraining(training.withSeed(seed));
  }

  /** Returns the species that the network reads: none where it is to say the species itself. */
  List<String> readSpecies() {
    return tasks.species() > 0 ? List.of() : species;
  }

  /** Returns the network that the configuration describes. */
  RecurrentNetwork recurrentNetwork() {
    int input = new SpliceEncoder(network.radius(), readSpecies()).channels();
    Recurrence trunk = trunk(network.cell(), input, network.layers(), network.hidden());
    List<Head> heads = new ArrayList<>();
    heads.add(GeneGrammar.head(STRUCTURE, network.headUnits()));
    heads.addAll(tasks.heads(species.size()));
    return new RecurrentNetwork(trunk, heads, new Dropout(network.dropout()));
  }

  /**
   * Returns the layers of a tagger as they would be over another number of channels.
   *
   * @param like a tagger's layers: those of any others are not like these
   */
  static Recurrence trunk(Recurrence like, int channels) {
    Cell first = like.layers().get(0).cells().get(0);
    CellKind kind = first instanceof GruCell ? CellKind.GRU : CellKind.LSTM;
    return trunk(kind, channels, like.layers().size(), first.hiddenSize());
  }

  private static Recurrence trunk(CellKind kind, int channels, int count, int hidden) {
    Recurrence[] layers = new Recurrence[count];
    int input = channels;
    for (int l = 0; l < count; l++) {
      layers[l] = Bidirectional.of(kind.of(input, hidden));
      input = 2 * hidden;
    }
    return Stacked.of(layers);
  }
}

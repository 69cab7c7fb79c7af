package org.isochron.bio.splice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.training.Seeds;

/** Small taggers of random parameters: they call sites anywhere, and hear every base. */
public final class RandomTagger {
  private static final int RADIUS = 3;

  private RandomTagger() {}

  /** Makes one and reads it back from its file. */
  public static SpliceTagger of(long seed) {
    try {
      Path file = Files.createTempFile("random", ".isoc");
      try {
        write(seed, file);
        return SpliceTagger.load(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(long seed, Path file) throws IOException {
    SpliceConfig config =
        SpliceConfig.defaults().withNetwork(new SpliceConfig.NetworkConfig(RADIUS, 1, 5, 4, 0));
    RecurrentNetwork network = config.recurrentNetwork();
    RandomGenerator random = Seeds.random(seed, "random tagger");
    double[] parameters = new double[network.layout().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = random.nextGaussian();
    }
    TaggerSettings settings =
        new TaggerSettings(
            TaggerSettings.DNA,
            RADIUS,
            List.of(new TaggerSettings.Species("", 0.5, 0.5)),
            new TrainedGenes(List.of(), List.of()));
    Provenance provenance = new Provenance("test", seed, Json.toTree(config), List.of());
    ModelFile.write(
        file,
        new TrainedModel(
            SpliceTagger.KIND, network, parameters, Json.toTree(settings), provenance));
  }
}

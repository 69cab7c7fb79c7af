package org.isochron.core.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.io.SealedFile;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.RecurrentNetwork;

/**
 * The checkpoint of a training run: a {@link SealedFile} that begins with {@code ISOCKPNT} and
 * holds the parameters, the best ones, the average's and the optimizer's state, the best score, and
 * five numbers of each epoch, which is whole.
 */
final class Checkpoint {
  private static final SealedFile.Kind KIND =
      new SealedFile.Kind("ISOCKPNT", "an Isochron checkpoint", 2, 2);

  /** Numbers of one epoch in the data. */
  private static final int RECORD = 5;

  private Checkpoint() {}

  /** What must be the same to go on. */
  private record Identity(JsonNode network, JsonNode config, long totalSteps, JsonNode run) {}

  /**
   * The JSON header.
   *
   * @param identity of the run
   * @param step steps done
   * @param epochs done
   * @param bestEpoch from 1; 0 before the first
   */
  private record Header(Identity identity, long step, int epochs, int bestEpoch) {
    void check(int most, String place) throws FormatException {
      boolean fits = step >= 0 && epochs >= 0 && epochs <= most && bestEpoch >= 0;
      if (!fits || bestEpoch > epochs) {
        throw new FormatException(
            place,
            "step %d, epoch %d, best epoch %d; expected at least 0, at most %d epochs"
                .formatted(step, epochs, bestEpoch, most));
      }
    }
  }

  private static Identity identity(
      RecurrentNetwork network, TrainingConfig config, TrainingState state, JsonNode run) {
    return new Identity(ModelFile.describe(network), Json.toTree(config), state.totalSteps, run);
  }

  /**
   * Writes a run's state, whole or not at all.
   *
   * @throws FormatException if there is a file that is no checkpoint, which stays
   */
  static void write(
      Checkpoints to, RecurrentNetwork network, TrainingConfig config, TrainingState state)
      throws IOException {
    List<double[]> data = new ArrayList<>(state.arrays());
    Header header =
        new Header(
            identity(network, config, state, to.run()),
            state.step,
            state.history.size(),
            state.bestEpoch);
    data.add(new double[] {state.bestScore});
    for (EpochRecord r : state.history) {
      double best = r.best() ? 1 : 0;
      data.add(
          new double[] {r.trainingLoss(), r.validationScore(), r.gradientNorm(), best, r.steps()});
    }
    if (Files.exists(to.file())) {
      SealedFile.checkKind(KIND, to.file());
    }
    byte[] bytes = SealedFile.bytes(KIND, header, data);
    AtomicFile.write(to.file(), out -> out.write(bytes));
  }

  /**
   * Sets a run's state to that of a checkpoint.
   *
   * @throws FormatException if the file is damaged, or of another network, configuration or run;
   *     the message says where, what was found and what was expected
   */
  static void read(
      Checkpoints from, RecurrentNetwork network, TrainingConfig config, TrainingState state)
      throws IOException {
    SealedFile sealed = SealedFile.read(KIND, from.file());
    Header header = Json.read(sealed.header(), Header.class, sealed.place());
    byte[] expected = Json.bytes(identity(network, config, state, from.run()));
    byte[] found = Json.bytes(header.identity());
    refuseOther(sealed.place() + ": ", "", Json.tree(found, ""), Json.tree(expected, ""));
    header.check(config.epochs(), sealed.place());
    List<double[]> arrays = state.arrays();
    int[] sizes = new int[arrays.size() + 1 + header.epochs()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i < arrays.size() ? arrays.get(i).length : i == arrays.size() ? 1 : RECORD;
    }
    double[][] data = sealed.data(sizes);
    for (int i = 0; i < arrays.size(); i++) {
      System.arraycopy(data[i], 0, arrays.get(i), 0, data[i].length);
    }
    state.step = header.step();
    state.bestEpoch = header.bestEpoch();
    state.bestScore = data[arrays.size()][0];
    for (int e = 0; e < header.epochs(); e++) {
      double[] r = data[arrays.size() + 1 + e];
      long steps = (long) r[4];
      state.history.add(new EpochRecord(e + 1, r[0], r[1], r[2], r[3] == 1, steps, steps));
    }
  }

  /** Refuses the first place where two trees differ. */
  private static void refuseOther(String file, String path, JsonNode found, JsonNode expected)
      throws FormatException {
    boolean inside =
        found.isContainerNode()
            && found.getNodeType() == expected.getNodeType()
            && found.size() == expected.size();
    if (!inside) {
      if (!found.equals(expected)) {
        throw new FormatException(
            file + path, "checkpoint of another run: found " + found + ", expected " + expected);
      }
      return;
    }
    if (found.isArray()) {
      for (int i = 0; i < found.size(); i++) {
        refuseOther(file, path + "/" + i, found.get(i), expected.get(i));
      }
      return;
    }
    for (Map.Entry<String, JsonNode> entry : found.properties()) {
      refuseOther(
          file, path + "/" + entry.getKey(), entry.getValue(), expected.path(entry.getKey()));
    }
  }
}

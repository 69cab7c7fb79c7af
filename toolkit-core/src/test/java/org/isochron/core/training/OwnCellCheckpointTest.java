package org.isochron.core.training;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.io.FormatException;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.StepMasks;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.recurrence.Zoneout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with a cell of a caller's own leaves checkpoints and goes on from them. */
class OwnCellCheckpointTest {
  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults().withEpochs(4).withBatchSize(8);

  @TempDir Path folder;

  /** h_t = leaks∘h_{t-1} + tanh(Wx x_t + Wh h_{t-1}). */
  private record LeakyCell(int inputSize, int hiddenSize, List<Double> leaks) implements Cell {
    static LeakyCell of(double... leaks) {
      return new LeakyCell(3, leaks.length, Arrays.stream(leaks).boxed().toList());
    }

    @Override
    public String name() {
      return "leaky";
    }

    @Override
    public List<String> stateNames() {
      return List.of("h");
    }

    @Override
    public List<Entry> parameterEntries() {
      return List.of(Entry.of("wx", hiddenSize, inputSize), Entry.of("wh", hiddenSize, hiddenSize));
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      Variable h = state.get(0);
      double[] rates = leaks.stream().mapToDouble(Double::doubleValue).toArray();
      Variable z =
          x.matmulTransposed(parameters.get("wx")).add(h.matmulTransposed(parameters.get("wh")));
      return List.of(h.multiply(h.tape().constant(rates, hiddenSize)).add(z.tanh()));
    }
  }

  /** The same in a class that is no record and does not say what it is. */
  private static class PlainCell implements Cell {
    private final LeakyCell inner = LeakyCell.of(0.5, 0.25);

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public int inputSize() {
      return inner.inputSize();
    }

    @Override
    public int hiddenSize() {
      return inner.hiddenSize();
    }

    @Override
    public List<String> stateNames() {
      return inner.stateNames();
    }

    @Override
    public List<Entry> parameterEntries() {
      return inner.parameterEntries();
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      return inner.step(parameters, x, state, masks);
    }
  }

  /** A cell that is no record, and says what it is. */
  private static final class TextCell extends PlainCell {
    private final String text;

    TextCell(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static RecurrentNetwork network(Cell cell) {
    return RecurrentNetwork.of(
        Stacked.of(new GruCell(1, 3), new Zoneout(cell, 0.1, 0)), TrainerTest.PARITY);
  }

  private Trainer.Result train(Cell cell, Checkpoints to, int lastEpoch) {
    TrainingListener stopper =
        new TrainingListener() {
          private int now;

          @Override
          public void stepped(int epoch, long step, double loss) {
            now = epoch;
          }

          @Override
          public boolean stopRequested() {
            return now > lastEpoch;
          }
        };
    try (Workers workers = new Workers(2)) {
      return new Trainer(network(cell), CONFIG, workers, stopper)
          .checkpointing(to)
          .train(TrainerTest.bits(1, 20), Validator.meanLoss(TrainerTest.bits(2, 10), 16));
    }
  }

  private Path file() {
    return folder.resolve("run.ckpt");
  }

  private void resumedIsUninterrupted(Cell cell, Cell equal) {
    Trainer.Result whole = train(cell, Checkpoints.NONE, CONFIG.epochs());
    for (int after = 0; after < CONFIG.epochs(); after++) {
      train(cell, Checkpoints.in(file(), false), after);
      Trainer.Result resumed = train(equal, Checkpoints.in(file(), true), CONFIG.epochs());
      assertSameBits(whole.parameters(), resumed.parameters(), "after epoch " + after);
      assertEquals(whole.history(), resumed.history());
    }
  }

  @Test
  void resumedIsUninterruptedBitForBit() {
    resumedIsUninterrupted(LeakyCell.of(0.5, 0.25), LeakyCell.of(0.5, 0.25));
    resumedIsUninterrupted(new TextCell("mine"), new TextCell("mine"));
  }

  private String refused(Cell cell) {
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class, () -> train(cell, Checkpoints.in(file(), true), 4));
    return assertInstanceOf(FormatException.class, e.getCause()).getMessage();
  }

  @Test
  void anotherOwnCellIsRefusedWithPlaceFoundAndExpected() {
    train(LeakyCell.of(0.5, 0.25), Checkpoints.in(file(), false), 1);
    String other =
        "run.ckpt: header: /network/layers/1/cells/0/%s: checkpoint of another run: found %s,"
            + " expected %s";
    assertEquals(
        other.formatted("settings/components/leaks/1", 0.25, 0.125),
        refused(LeakyCell.of(0.5, 0.125)));
    assertEquals(
        other.formatted(
            "cell",
            "\"" + LeakyCell.class.getName() + "\"",
            "\"" + TextCell.class.getName() + "\""),
        refused(new TextCell("mine")));
    assertEquals(
        other.formatted("settings/parameters/0/shape/0", 2, 3),
        refused(LeakyCell.of(0.5, 0.25, 1)));
    train(new TextCell("mine"), Checkpoints.in(file(), false), 1);
    assertEquals(
        other.formatted("settings/components", "\"mine\"", "\"yours\""),
        refused(new TextCell("yours")));
  }

  @Test
  void aCellThatNothingTellsFromOthersIsRefusedBeforeTheFirstStep() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> train(new PlainCell(), Checkpoints.in(file(), false), 1));
    assertEquals(
        PlainCell.class.getName()
            + ": expected a record, or a toString that tells the cell from others, found none",
        e.getMessage());
    assertFalse(Files.exists(file()));
  }
}

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
import java.util.function.UnaryOperator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.io.FormatException;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.AntisymmetricCell;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ElmanCell;
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

  /** A cell that does what another one does. */
  private interface Around extends Cell {
    Cell inner();

    @Override
    default String name() {
      return inner().name();
    }

    @Override
    default int inputSize() {
      return inner().inputSize();
    }

    @Override
    default int hiddenSize() {
      return inner().hiddenSize();
    }

    @Override
    default List<String> stateNames() {
      return inner().stateNames();
    }

    @Override
    default List<Entry> parameterEntries() {
      return inner().parameterEntries();
    }

    @Override
    default List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      return inner().step(parameters, x, state, masks);
    }
  }

  /** The same in a class that is no record and does not say what it is. */
  private static class PlainCell implements Around {
    @Override
    public Cell inner() {
      return LeakyCell.of(0.5, 0.25);
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

  /** What a cell applies to its sum. */
  private interface Squash {
    Variable of(Variable z);
  }

  private record Tanh() implements Squash {
    @Override
    public Variable of(Variable z) {
      return z.tanh();
    }
  }

  private record Sigmoid() implements Squash {
    @Override
    public Variable of(Variable z) {
      return z.sigmoid();
    }
  }

  private enum Fixed implements Squash {
    TANH;

    @Override
    public Variable of(Variable z) {
      return z.tanh();
    }
  }

  /** A function that says what it is. */
  private record Named(UnaryOperator<Variable> function, String text) implements Squash {
    @Override
    public Variable of(Variable z) {
      return function.apply(z);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** h_t = q(Wx x_t). */
  private record SquashCell(int inputSize, int hiddenSize, Squash q, List<Squash> unused)
      implements Cell {
    SquashCell(Squash q) {
      this(3, 2, q, List.of(q));
    }

    @Override
    public String name() {
      return "squash";
    }

    @Override
    public List<String> stateNames() {
      return List.of("h");
    }

    @Override
    public List<Entry> parameterEntries() {
      return List.of(Entry.of("wx", hiddenSize, inputSize));
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      return List.of(q.of(x.matmulTransposed(parameters.get("wx"))));
    }
  }

  /** Another cell, under a name of its own. */
  private record Wrap(Cell inner) implements Around {
    @Override
    public String name() {
      return "wrap";
    }
  }

  private static String differs(String at, Object found, Object expected) {
    String place = "run.ckpt: header: /network/layers/1/cells/0/settings/components/" + at;
    return place + ": checkpoint of another run: found " + found + ", expected " + expected;
  }

  private static String name(Class<?> type) {
    return '"' + type.getName() + '"';
  }

  @Test
  void componentsOfTheSameContentAndAnotherTypeAreOthers() {
    train(new SquashCell(new Tanh()), Checkpoints.in(file(), false), 1);
    assertEquals(
        differs("q/class", name(Tanh.class), name(Sigmoid.class)),
        refused(new SquashCell(new Sigmoid())));
    assertEquals(
        differs("unused/0/class", name(Tanh.class), name(Sigmoid.class)),
        refused(new SquashCell(3, 2, new Tanh(), List.of(new Sigmoid()))));
    train(new SquashCell(new Named(Variable::tanh, "mine")), Checkpoints.in(file(), false), 1);
    assertEquals(
        differs("q/text", "\"mine\"", "\"yours\""),
        refused(new SquashCell(new Named(Variable::sigmoid, "yours"))));
    resumedIsUninterrupted(new SquashCell(Fixed.TANH), new SquashCell(Fixed.TANH));
  }

  @Test
  void cellsWithinACellAreToldApart() {
    train(new Wrap(new ElmanCell(3, 2)), Checkpoints.in(file(), false), 1);
    assertEquals(
        differs("inner/cell", "\"elman\"", "\"antisymmetric\""),
        refused(new Wrap(new AntisymmetricCell(3, 2, 0.5, 0.01, false))));
    train(new Wrap(new Wrap(new SquashCell(new Tanh()))), Checkpoints.in(file(), false), 1);
    assertEquals(
        differs(
            "inner/settings/components/inner/settings/components/q/class",
            name(Tanh.class),
            name(Sigmoid.class)),
        refused(new Wrap(new Wrap(new SquashCell(new Sigmoid())))));
  }

  private String refusedAtOnce(Cell cell) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> train(cell, Checkpoints.in(file(), false), 1));
    assertFalse(Files.exists(file()));
    return e.getMessage();
  }

  @Test
  void aTextOfOneProcessIsRefusedBeforeTheFirstStep() {
    String expected =
        SquashCell.class.getName()
            + ".q: expected a text that is the same in every process, found "
            + OwnCellCheckpointTest.class.getName();
    Squash lambda = Variable::tanh;
    Squash object =
        new Squash() {
          @Override
          public Variable of(Variable z) {
            return z.tanh();
          }
        };
    for (Squash q : List.of(lambda, object)) {
      String found = refusedAtOnce(new SquashCell(q));
      assertEquals(expected, found.substring(0, Math.min(found.length(), expected.length())));
      assertEquals(found, refusedAtOnce(new Wrap(new SquashCell(q))));
    }
    String text = "mine of java.lang.Object@6d311334";
    assertEquals(
        TextCell.class.getName()
            + ": expected a text that is the same in every process, found "
            + text,
        refusedAtOnce(new TextCell(text)));
  }
}

package org.isochron.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong arguments are refused with what was expected and what was found. */
class NetworkArgumentsTest {
  private final Workers workers = new Workers(1);
  private final Head step = Head.of("site", Head.Scope.STEP, 3);
  private final Head last = Head.of("class", Head.Scope.SEQUENCE_LAST, 2);
  private final RecurrentNetwork network = RecurrentNetwork.of(new LstmCell(2, 4), step, last);
  private final NetworkRun run = new NetworkRun(network, workers);
  private final int size = network.layout().size();

  @AfterEach
  void close() {
    workers.close();
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private void losing(Sequence s) {
    run.parameters(new double[size]);
    run.lossAndGradient(SequenceBatch.of(List.of(s)), new double[size], 0);
  }

  private static Sequence sequence(int channels) {
    return new Sequence("s", channels, new double[5 * channels]);
  }

  @Test
  void parametersOfAnotherLengthAreRefused() {
    refused("parameters: network needs 137 values, found 5", () -> run.parameters(new double[5]));
  }

  @Test
  void aGradientOfAnotherLengthIsRefused() {
    Sequence s = sequence(2).label("site", 0, 1, 2, 0, 1).label("class", 1);
    run.parameters(new double[size]);
    refused(
        "gradient: network needs 137 values, found 138",
        () -> run.lossAndGradient(SequenceBatch.of(List.of(s)), new double[138], 0));
  }

  @Test
  void aBatchOfOtherChannelsIsRefused() {
    refused(
        "input size: network reads 2 channels, batch has 3 in s",
        () -> losing(sequence(3).label("site", 0, 0, 0, 0, 0).label("class", 1)));
  }

  @Test
  void missingOrMiscountedLabelsAreRefused() {
    refused("s: head site needs 5 labels, found none", () -> losing(sequence(2).label("class", 1)));
    refused(
        "s: head site needs 5 labels, found 1",
        () -> losing(sequence(2).label("class", 1).label("site", 2)));
    refused(
        "s: head class needs 1 labels, found 5",
        () -> losing(sequence(2).label("class", 1, 1, 1, 1, 1).label("site", 0, 0, 0, 0, 0)));
  }

  @Test
  void aLabelThatIsNoClassIsRefused() {
    refused(
        "s: label of site at step 2: expected 0 to 2 or -1, found 3",
        () -> losing(sequence(2).label("class", 1).label("site", 0, 1, 3, 0, 0)));
  }

  @Test
  void aNetworkChecksItsHeads() {
    refused("two heads are named site", () -> RecurrentNetwork.of(new LstmCell(2, 4), step, step));
    refused(
        "a network needs at least one head, found none",
        () -> RecurrentNetwork.of(new LstmCell(2, 4)));
    refused("no head is named other; there are [site, class]", () -> network.head("other"));
    run.parameters(new double[size]);
    refused("no head is named other; there are [site, class]", () -> run.stretches("other"));
    refused("head site: expected one with a chain", () -> run.stretches("site"));
  }

  @Test
  void aModelOfAnotherNumberOfParametersIsRefused() {
    refused(
        "parameters: network needs 137 values, found 3",
        () -> new TrainedModel("kind", network, new double[3], null, null));
  }
}

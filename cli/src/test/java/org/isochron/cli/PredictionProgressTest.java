package org.isochron.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PredictionProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();

  private PredictionProgress progress(boolean quiet) {
    TalkOptions talk = new TalkOptions();
    talk.quiet = quiet;
    PrintStream stream = new PrintStream(err, true, UTF_8);
    return new PredictionProgress(
        new Voice(new Console(stream, stream, List.of()), talk), now::get);
  }

  private void longSequence(PredictionProgress progress) {
    progress.begin("chr2R", 4_000_000);
    for (double share : new double[] {0.25, 0.5, 0.75, 1}) {
      now.addAndGet(5 * SECOND);
      progress.done(share);
    }
    progress.end();
  }

  @Test
  void aLongSequenceTellsHowFarItIs() {
    longSequence(progress(false));
    assertEquals(
        List.of(
            "chr2R: 2,000,000 of 4,000,000 bases, 200,000 bases/s",
            "chr2R: 4,000,000 bases, 200,000 bases/s"),
        err.toString(UTF_8).lines().toList());
  }

  @Test
  void quietSaysNothing() {
    longSequence(progress(true));
    assertEquals("", err.toString(UTF_8));
  }

  @Test
  void manyShortSequencesDoNotFillTheScreen() {
    PredictionProgress progress = progress(false);
    for (int i = 1; i <= 1000; i++) {
      now.addAndGet(SECOND / 50);
      progress.begin("s" + i, 100);
      progress.done(1);
      progress.end();
    }
    List<String> lines = err.toString(UTF_8).lines().toList();
    assertEquals(11, lines.size(), lines::toString);
    assertEquals("s10: 100 bases, 5,000 bases/s", lines.get(9));
    assertEquals("510 sequences, the last s510, 51,000 bases, 5,000 bases/s", lines.get(10));
  }
}

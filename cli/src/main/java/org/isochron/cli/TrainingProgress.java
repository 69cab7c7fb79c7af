package org.isochron.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.TrainingListener;

/** Shows training as a bar on a terminal, else as one line per epoch, and ends it in time. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 250;

  private final Voice voice;
  private final List<Phase> phases;
  private final DoubleFunction<String> shown;
  private final long limitNanos;
  private final long start = System.nanoTime();
  private ProgressBar bar;
  private int phase = -1;
  private boolean limitReached;

  /**
   * A part of the training with a count of epochs of its own.
   *
   * @param name what it does
   * @param epochs at most
   */
  record Phase(String name, int epochs) {}

  /**
   * Starts the clock.
   *
   * @param phases of the training, in order
   * @param limit after which training stops, or null
   */
  TrainingProgress(Voice voice, List<Phase> phases, Duration limit) {
    this(
        voice,
        phases,
        limit,
        score -> String.format(Locale.ROOT, "validation AUPRC %.4f", 1 - score));
  }

  /**
   * Starts the clock.
   *
   * @param phases of the training, in order
   * @param limit after which training stops, or null
   * @param shown what is said of a validation score
   */
  TrainingProgress(Voice voice, List<Phase> phases, Duration limit, DoubleFunction<String> shown) {
    this.shown = shown;
    this.voice = voice;
    this.phases = List.copyOf(phases);
    this.limitNanos = limit == null ? Long.MAX_VALUE : limit.toNanos();
  }

  @Override
  public void started(int parameters, long steps) {
    phase++;
    close();
    voice.note(
        String.format(
            Locale.ROOT,
            "%s: %,d parameters, %s, %s",
            phases.get(phase).name(),
            parameters,
            Counted.of(phases.get(phase).epochs(), "epoch"),
            Counted.of(steps, "step")));
    if (voice.drawsProgress()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(phases.get(phase).name())
              .setInitialMax(steps)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(voice.console().err()))
              .build();
    }
  }

  @Override
  public void resumed(int done, long steps) {
    voice.note("going on after epoch %d, step %,d".formatted(done, steps));
    if (bar != null) {
      bar.stepTo(steps);
    }
  }

  @Override
  public void stepped(int epoch, long step, double loss) {
    if (bar != null) {
      bar.stepTo(step);
    }
  }

  @Override
  public void epochEnded(EpochRecord record) {
    String score = shown.apply(record.validationScore());
    if (bar != null) {
      bar.setExtraMessage(" " + score);
      return;
    }
    voice.note(
        String.format(
            Locale.ROOT,
            "epoch %d/%d%s  training loss %.5f  %s%s  %.0f s",
            record.epoch(),
            phases.get(phase).epochs(),
            partial(record),
            record.trainingLoss(),
            score,
            record.best() ? " (best)" : "",
            seconds()));
  }

  private static String partial(EpochRecord record) {
    return record.isWhole()
        ? ""
        : " (partial: %d of %s)"
            .formatted(record.steps(), Counted.of(record.stepsOfEpoch(), "step"));
  }

  @Override
  public boolean stopRequested() {
    limitReached |= System.nanoTime() - start >= limitNanos;
    return limitReached;
  }

  /** Tells whether the trainer was asked to stop, after a step that may have been its last. */
  boolean limitReached() {
    return limitReached;
  }

  /** Returns the time since the start. */
  double seconds() {
    return (System.nanoTime() - start) * 1e-9;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}

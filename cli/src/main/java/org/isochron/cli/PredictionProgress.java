package org.isochron.cli;

import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a prediction is: as a bar on a terminal, else as a line for each of the first
 * sequences, and for what takes long one now and then.
 */
final class PredictionProgress implements AutoCloseable {
  private static final int UPDATE_MILLIS = 250;
  private static final int EACH = 10;
  private static final long PAUSE_NANOS = 10_000_000_000L;
  private static final int MEGA = 1_000_000;

  private final Voice voice;
  private final LongSupplier nanos;
  private final long start;
  private long lastLine;
  private ProgressBar bar;
  private String id = "";
  private int length;
  private long sequences;
  private long before;

  PredictionProgress(Voice voice) {
    this(voice, System::nanoTime);
  }

  /** Makes one with another clock. */
  PredictionProgress(Voice voice, LongSupplier nanos) {
    this.voice = voice;
    this.nanos = nanos;
    start = nanos.getAsLong();
    lastLine = start;
    if (voice.drawsProgress()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("prediction")
              .setInitialMax(-1)
              .setUnit(" Mb", MEGA)
              .showSpeed()
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(voice.console().err()))
              .build();
    }
  }

  /** Begins a sequence. */
  void begin(String name, int bases) {
    id = name;
    length = bases;
    if (bar != null) {
      bar.setExtraMessage(" " + name);
    }
  }

  /** Takes the share of the sequence that is done. */
  void done(double share) {
    long bases = (long) (share * length);
    if (bar != null) {
      bar.stepTo(before + bases);
    } else if (share < 1 && nanos.getAsLong() - lastLine >= PAUSE_NANOS) {
      line(id + ": %,d of %s".formatted(bases, Counted.of(length, "base")), before + bases);
    }
  }

  /** Ends the sequence. */
  void end() {
    sequences++;
    before += length;
    if (bar != null) {
      bar.stepTo(before);
    } else if (sequences <= EACH) {
      line(id + ": " + Counted.of(length, "base"), before);
    } else if (nanos.getAsLong() - lastLine >= PAUSE_NANOS) {
      line(
          Counted.of(sequences, "sequence")
              + ", the last "
              + id
              + ", "
              + Counted.of(before, "base"),
          before);
    }
  }

  private void line(String what, long bases) {
    lastLine = nanos.getAsLong();
    double seconds = Math.max(lastLine - start, 1) * 1e-9;
    voice.note(String.format(Locale.ROOT, "%s, %,.0f bases/s", what, bases / seconds));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

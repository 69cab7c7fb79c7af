package org.isochron.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.isochron.bio.variants.UnscoredAllele;
import org.isochron.bio.variants.VcfAnnotator;

/**
 * Shows how far the scoring of variants is, as a bar on a terminal, else as a line now and then;
 * and lists the alleles without scores.
 */
final class VariantProgress implements VcfAnnotator.Listener, AutoCloseable {
  private static final int UPDATE_MILLIS = 250;
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private final Voice voice;
  private final Writer list;
  private final long start = System.nanoTime();
  private long lastLine = start;
  private ProgressBar bar;

  /**
   * Begins.
   *
   * @param list takes a table; its owner closes it
   */
  VariantProgress(Voice voice, Writer list) throws IOException {
    this.voice = voice;
    this.list = list;
    list.write("place\tsequence\tposition1\treference\talternative\treason\tfound\n");
    if (voice.drawsProgress()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("variants")
              .setInitialMax(-1)
              .showSpeed()
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(voice.console().err()))
              .build();
    }
  }

  @Override
  public void unscored(UnscoredAllele a) throws IOException {
    list.write(
        String.join(
                "\t",
                a.place(),
                a.sequence(),
                String.valueOf(a.position1()),
                a.reference(),
                a.alternative(),
                a.reason().text(),
                a.detail())
            + "\n");
  }

  @Override
  public void done(long alleles) {
    long now = System.nanoTime();
    if (bar != null) {
      bar.stepTo(alleles);
    } else if (now - lastLine >= PAUSE_NANOS) {
      lastLine = now;
      double rate = alleles / ((now - start) * 1e-9);
      voice.note(
          String.format(Locale.ROOT, "%s, %,.0f/s", Counted.of(alleles, "alternative"), rate));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

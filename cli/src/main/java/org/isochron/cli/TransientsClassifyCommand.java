package org.isochron.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.isochron.astro.transients.TransientClassifier;
import org.isochron.astro.transients.TransientSet;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Classifies light curves. */
@Command(
    name = "classify",
    description = "Classify light curves.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron transients classify --model ia/model.isoc --snana HEAD.FITS.gz PHOT.FITS.gz \\",
      "      --redshift host --out classes",
      "",
      "Writes classes.csv: object, most probable class, its probability, that of the positive class",
      "if there is one, and that of each class."
    })
final class TransientsClassifyCommand implements Callable<Integer> {
  private static final long MILLION = 1_000_000;
  private static final String CLASSES = "classes.csv";

  private final Console console;

  @Mixin TransientModelOption model;
  @Mixin ObjectOptions objects;
  @Mixin OutputOptions output;
  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  TransientsClassifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RunClock clock = new RunClock();
    Voice voice = new Voice(console, talk);
    try (Workers workers = compute.workers();
        OutputFolder out = output.open(List.of(CLASSES))) {
      TransientClassifier classifier = model.classifier();
      String source = TransientModelOption.redshift(objects.redshift, classifier);
      TransientSet set = objects.unlabelled(source, voice).objects();
      set.requireObserved(classifier.reading().bands());
      voice.kernels(workers.count());
      TransientClassifier.Predictions found = classifier.predict(set, workers);
      AtomicFile.writeText(out.prepare(CLASSES), table(classifier, set, found));
      out.commit();
      double seconds = clock.seconds();
      voice.say(
          String.format(
              Locale.ROOT,
              "%,d objects in %.1f s, %,.0f objects/s",
              set.objects().size(),
              seconds,
              set.objects().size() / seconds));
      voice.say("classes " + out.place(CLASSES));
      return 0;
    }
  }

  private static String table(
      TransientClassifier classifier, TransientSet set, TransientClassifier.Predictions found) {
    List<String> classes = classifier.classes();
    boolean binary = !classifier.positive().isEmpty();
    List<String> headings = new ArrayList<>(List.of("object", "class", "probability"));
    if (binary) {
      headings.add("positive_" + classifier.positive());
    }
    classes.forEach(name -> headings.add("p_" + name));
    StringBuilder text = new StringBuilder(String.join(",", headings)).append('\n');
    for (int i = 0; i < set.objects().size(); i++) {
      double[] p = found.classes()[i];
      int best = 0;
      for (int k = 1; k < p.length; k++) {
        best = p[k] > p[best] ? k : best;
      }
      text.append(set.objects().get(i).id()).append(',').append(classes.get(best));
      text.append(',').append(number(p[best]));
      if (binary) {
        text.append(',').append(number(found.positive()[i]));
      }
      for (double one : p) {
        text.append(',').append(number(one));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Returns a probability with six decimals; a format is slower than the network. */
  private static String number(double probability) {
    long millionths = Math.round(probability * MILLION);
    String digits = Long.toString(MILLION + millionths % MILLION);
    return millionths / MILLION + "." + digits.substring(1);
  }
}

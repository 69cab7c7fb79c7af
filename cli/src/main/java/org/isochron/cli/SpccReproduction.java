package org.isochron.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.astro.lightcurve.LightCurveSet;
import org.isochron.astro.lightcurve.SnanaOptions;
import org.isochron.astro.lightcurve.SnanaReader;
import org.isochron.astro.transients.TransientClassifier;
import org.isochron.astro.transients.TransientConfig;
import org.isochron.astro.transients.TransientEvaluation;
import org.isochron.astro.transients.TransientObject;
import org.isochron.astro.transients.TransientSet;
import org.isochron.astro.transients.TransientSplit;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.TrainingListener;
import org.isochron.datasets.LocatedDataset;

/**
 * Type Ia supernovae against the rest in the photometric classification challenge. A fifth of the
 * objects, the same for every seed, is the test; the seed deals the others to training and
 * validation.
 *
 * @param redshift whether the host's photometric redshift is read
 */
record SpccReproduction(boolean redshift) implements Reproduction {
  private static final String DATA = "spcc";
  private static final String POSITIVE = "Ia";
  private static final double VALIDATION = 0.1;

  /** Of 256: the second byte of MD5 of the SNID in decimal is below it. */
  private static final int TEST = 51;

  @Override
  public String name() {
    return redshift ? "spcc-host-z" : "spcc-no-z";
  }

  @Override
  public String title() {
    return "Supernova photometric classification challenge, Ia against the rest, "
        + (redshift ? "with host redshift" : "without redshift");
  }

  @Override
  public List<String> citations() {
    return List.of(
        "Kessler et al. 2010, doi 10.1086/657607 (data and figure of merit)",
        "Charnock & Moss 2017, doi 10.3847/2041-8213/aa603d (LSTM, host z: accuracy .947, AUC .986,"
            + " figure of merit .64)");
  }

  @Override
  public List<String> datasets() {
    return List.of(DATA);
  }

  @Override
  public List<Expectation> expectations() {
    String aim = "this project's aim; ";
    String accuracy = redshift ? "published .947, random forest .940" : "random forest .924";
    String auc = redshift ? "published .986, random forest .983" : "random forest .976";
    String merit = redshift ? "published .64, random forest .609" : "random forest .532";
    return List.of(
        Expectation.atLeast("accuracy", redshift ? 0.972 : 0.968, aim + accuracy),
        Expectation.atLeast("auc", redshift ? 0.996 : 0.995, aim + auc),
        Expectation.atLeast("bestFigureOfMerit", redshift ? 0.82 : 0.77, aim + merit),
        Expectation.about("ece", 0, 0.01, "this project's aim"));
  }

  @Override
  public TransientConfig config() {
    TransientConfig defaults = TransientConfig.defaults();
    return defaults.withReading(
        new TransientConfig.Reading(defaults.reading().bands(), redshift, false));
  }

  @Override
  public ReproductionRun run(ReproductionInput input) throws IOException {
    TransientSplit split = split(objects(input.data(DATA)), input.seed());
    TransientConfig config = config();
    TransientClassifier.Training training =
        TransientClassifier.train(
            split,
            POSITIVE,
            config.withTraining(config.training().withSeed(input.seed())),
            List.of(),
            input.workers(),
            new Progress(config.training().epochs(), input));
    TransientEvaluation e =
        TransientEvaluation.of(training.classifier(), split.test(), input.seed(), input.workers());
    TransientEvaluation.Binary binary = e.binary().orElseThrow();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("accuracy", binary.accuracy());
    values.put("auc", binary.auc());
    values.put("bestFigureOfMerit", binary.bestFigureOfMerit());
    values.put("figureOfMerit", binary.figureOfMerit());
    values.put("ece", binary.ece());
    values.put("classAccuracy", e.accuracy());
    values.put("classMacroF1", e.macroF1());
    Map<String, Object> details = new LinkedHashMap<>(TransientMetrics.of(e));
    details.put("bestEpoch", training.bestEpoch());
    return new ReproductionRun(values, details, table(training.classifier(), split.test(), input));
  }

  private TransientSet objects(LocatedDataset data) throws IOException {
    LightCurveSet curves =
        SnanaReader.read(
            data.file("SPCC_TRAIN_HEAD.FITS.gz"),
            data.file("SPCC_TRAIN_PHOT.FITS.gz"),
            SnanaOptions.strict());
    return TransientSet.of(
        curves,
        curve -> curve.properties().text("SIM_TYPE_NAME"),
        LightCurve::id,
        RedshiftSource.of(redshift ? "host" : "none"));
  }

  private static TransientSplit split(TransientSet all, long seed) {
    List<TransientObject> test = new ArrayList<>();
    List<TransientObject> others = new ArrayList<>();
    for (TransientObject object : all.objects()) {
      (isTest(object.id()) ? test : others).add(object);
    }
    TransientSplit dealt =
        TransientSplit.byGroup(all.with(others), 1 - VALIDATION, VALIDATION, seed);
    return new TransientSplit(dealt.train(), dealt.validation(), all.with(test));
  }

  private static boolean isTest(String id) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return (md5.digest(id.getBytes(StandardCharsets.US_ASCII))[1] & 0xff) < TEST;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static String table(
      TransientClassifier classifier, TransientSet test, ReproductionInput input) {
    double[] positive = classifier.predict(test, input.workers()).positive();
    StringBuilder text = new StringBuilder("object\tclass\tprobability_Ia\n");
    for (int i = 0; i < positive.length; i++) {
      TransientObject object = test.objects().get(i);
      text.append(object.id()).append('\t').append(object.label()).append('\t');
      text.append(String.format(Locale.ROOT, "%.6f", positive[i])).append('\n');
    }
    return text.toString();
  }

  /** Says each tenth epoch. */
  private record Progress(int epochs, ReproductionInput input) implements TrainingListener {
    @Override
    public void epochEnded(EpochRecord record) {
      if (record.epoch() % 10 == 0 || record.epoch() == epochs) {
        input
            .progress()
            .accept(
                String.format(
                    Locale.ROOT,
                    "epoch %d/%d  validation AUC %.4f",
                    record.epoch(),
                    epochs,
                    1 - record.validationScore()));
      }
    }
  }
}

package org.isochron.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param variant what is read, and what is left out
 */
record SpccReproduction(Variant variant) implements Reproduction {
  private static final String DATA = "spcc";
  private static final String POSITIVE = "Ia";
  private static final double VALIDATION = 0.1;

  /** Of 256: the second byte of MD5 of the SNID in decimal is below it. */
  private static final int TEST = 51;

  /** What is read, and what is left out. */
  enum Variant {
    /** With the host's photometric redshift. */
    HOST_Z("spcc-host-z", "with host redshift"),
    /** Without redshifts. */
    NO_Z("spcc-no-z", "without redshift"),
    /** With it; test objects that are not Ia come from templates that no other object is from. */
    TEMPLATES("spcc-templates", "templates of the test left out of training"),
    /** A control: when was observed in which band, and nothing else. */
    TIMES("spcc-times", "by times of observations alone");

    private final String name;
    private final String what;

    Variant(String name, String what) {
      this.name = name;
      this.what = what;
    }
  }

  @Override
  public String name() {
    return variant.name;
  }

  @Override
  public String title() {
    return "Photometric supernova challenge, Ia or not, " + variant.what;
  }

  private boolean readsRedshift() {
    return variant == Variant.HOST_Z || variant == Variant.TEMPLATES;
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
    return switch (variant) {
      case HOST_Z ->
          List.of(
              Expectation.atLeast("accuracy", 0.972, aim + "published .947, random forest .940"),
              Expectation.atLeast("auc", 0.996, aim + "published .986, random forest .983"),
              Expectation.atLeast(
                  "bestFigureOfMerit", 0.82, aim + "published .64, random forest .609"),
              Expectation.about("ece", 0, 0.01, "this project's aim"));
      case NO_Z ->
          List.of(
              Expectation.atLeast("accuracy", 0.968, aim + "random forest .924"),
              Expectation.atLeast("auc", 0.995, aim + "random forest .976"),
              Expectation.atLeast("bestFigureOfMerit", 0.77, aim + "random forest .532"),
              Expectation.about("ece", 0, 0.01, "this project's aim"));
      case TEMPLATES -> List.of();
      case TIMES -> List.of(Expectation.about("auc", 0.5, 0.1, "no leak through the cadence"));
    };
  }

  @Override
  public TransientConfig config() {
    TransientConfig defaults = TransientConfig.defaults();
    return defaults.withReading(
        new TransientConfig.Reading(defaults.reading().bands(), readsRedshift(), false));
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
    boolean templates = variant == Variant.TEMPLATES;
    return TransientSet.of(
        variant == Variant.TIMES ? withoutFlux(curves) : curves,
        curve -> {
          String type = curve.properties().text("SIM_TYPE_NAME").strip();
          return !templates || type.equals(POSITIVE) ? type : "not Ia";
        },
        curve ->
            templates && !curve.properties().text("SIM_TYPE_NAME").strip().equals(POSITIVE)
                ? curve.properties().text("SIM_TEMPLATE")
                : curve.id(),
        RedshiftSource.of(readsRedshift() ? "host" : "none"));
  }

  /** Returns the curves with all fluxes and errors 1. */
  private static LightCurveSet withoutFlux(LightCurveSet curves) {
    List<LightCurve> flat = new ArrayList<>();
    for (LightCurve curve : curves.curves()) {
      double[] ones = new double[curve.size()];
      Arrays.fill(ones, 1);
      flat.add(
          new LightCurve(curve.id(), curve.times(), curve.bands(), ones, ones, curve.properties()));
    }
    return curves.with(flat);
  }

  private TransientSplit split(TransientSet all, long seed) {
    if (variant == Variant.TEMPLATES) {
      return TransientSplit.byGroup(all, 1 - VALIDATION - TEST / 256.0, VALIDATION, seed);
    }
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

package org.isochron.bio.splice;

import java.util.List;

/**
 * Temperatures T of a tagger's probabilities: the log-odds of a site are divided by T, so p becomes
 * 1 / (1 + ((1 − p) / p)^(1/T)). The order of positions stays, and with it every score of ranks; at
 * T = 1 no bit changes. After Platt 1999 and Guo et al. 2017, arXiv 1706.04599.
 *
 * <p>Below p = {@value #LEAST}, where nobody calls a site, p is multiplied by a factor instead,
 * that which joins the two: nearly all bases are there, and a power takes time.
 *
 * @param donor of donors, {@value #COLDEST} to {@value #HOTTEST}
 * @param acceptor of acceptors, likewise
 */
record SiteCalibration(double donor, double acceptor) {
  static final double COLDEST = 0.25;
  static final double HOTTEST = 4;

  private static final double LEAST = 1e-4;
  private static final int HALVINGS = 40;

  /** Log-odds are cut here: a float that rounds to 0 or 1 says no more. */
  private static final double CERTAIN = 17;

  /** Probabilities as they are. */
  static final SiteCalibration NONE = new SiteCalibration(1, 1);

  SiteCalibration {
    for (double t : new double[] {donor, acceptor}) {
      if (!(t >= COLDEST && t <= HOTTEST)) {
        throw new IllegalArgumentException(
            "temperature: expected " + COLDEST + " to " + HOTTEST + ", found " + t);
      }
    }
  }

  /** Fits the temperatures of least log loss to the measured positions of some units. */
  static SiteCalibration fit(List<SpliceUnit> units, List<SpliceScanner.Scores> scores) {
    return new SiteCalibration(
        fit(SiteSamples.Track.of(units, scores, SpliceLabels.DONOR)),
        fit(SiteSamples.Track.of(units, scores, SpliceLabels.ACCEPTOR)));
  }

  /** The loss is convex in 1/T: halves the range towards where its derivative is 0. */
  static double fit(SiteSamples.Track track) {
    double low = 1 / HOTTEST;
    double high = 1 / COLDEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(track, middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.max(COLDEST, Math.min(HOTTEST, 2 / (low + high)));
  }

  /** Returns d loss / d (1/T) = Σ (p' − y) z, z the log-odds. */
  private static double slope(SiteSamples.Track track, double inverse) {
    double sum = 0;
    for (int i = 0; i < track.scores().length; i++) {
      double p = track.scores()[i];
      boolean site = track.labels()[i];
      if (p >= LEAST || site) {
        double odds = logOdds(p);
        double warm = 1 / (1 + StrictMath.exp(-inverse * odds));
        sum += (warm - (site ? 1 : 0)) * odds;
      }
    }
    return sum;
  }

  /** Returns the log-odds of a probability, within {@value #CERTAIN} of 0. */
  static double logOdds(double p) {
    return Math.max(-CERTAIN, Math.min(CERTAIN, StrictMath.log(p / (1 - p))));
  }

  /** Returns the mean of the temperatures of several taggers. */
  static SiteCalibration mean(List<SiteCalibration> all) {
    return new SiteCalibration(
        all.stream().mapToDouble(SiteCalibration::donor).average().orElseThrow(),
        all.stream().mapToDouble(SiteCalibration::acceptor).average().orElseThrow());
  }

  /** Overwrites scores with the calibrated ones. */
  SpliceScanner.Scores applyTo(SpliceScanner.Scores scores) {
    apply(scores.donor(), donor);
    apply(scores.acceptor(), acceptor);
    return scores;
  }

  private static void apply(float[] p, double temperature) {
    if (temperature == 1) {
      return;
    }
    double factor = warm(LEAST, 1 / temperature) / LEAST;
    for (int i = 0; i < p.length; i++) {
      p[i] = (float) (p[i] < LEAST ? factor * p[i] : warm(p[i], 1 / temperature));
    }
  }

  private static double warm(double p, double inverse) {
    return p >= 1 ? 1 : 1 / (1 + StrictMath.pow((1 - p) / p, inverse));
  }
}

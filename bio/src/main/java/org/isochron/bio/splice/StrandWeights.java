package org.isochron.bio.splice;

import java.util.List;

/**
 * How much the head of the strand and the sites found count for which way a sequence is read: P(in
 * its gene's direction) = σ(a h + b g), where h is half the difference of the head's log odds of
 * the sequence and of its reverse complement, and g the difference of their sites' log odds, those
 * of the likeliest donor and of the likeliest acceptor together.
 *
 * <p>A site has a strand, so what the sites say of it is evidence that the head need not learn
 * anew.
 *
 * @param head a
 * @param sites b
 */
record StrandWeights(double head, double sites) {
  /** The head alone, as in older files. */
  static final StrandWeights OF_HEAD = new StrandWeights(1, 0);

  private static final int STEPS = 50;

  /** Of a weight times its feature's root mean square: a normal prior of variance 4. */
  private static final double PRECISION = 0.25;

  /** So that a feature that is always 0 has the weight 0. */
  private static final double LEAST_PRECISION = 1e-9;

  StrandWeights {
    if (!Double.isFinite(head) || !Double.isFinite(sites)) {
      throw new IllegalArgumentException(
          "strand: expected finite weights, found " + head + " and " + sites);
    }
  }

  /** What head and sites say of a sequence. */
  record Evidence(double head, double sites) {
    /**
     * Puts together what is said of a sequence and of its reverse complement.
     *
     * @param read probability of the head that the sequence is read in its gene's direction
     * @param turned the same of its reverse complement
     * @param sites log odds of the sites of the sequence
     * @param ofTurned those of its reverse complement
     */
    static Evidence of(double read, double turned, double sites, double ofTurned) {
      double head = SiteCalibration.logOdds(read) - SiteCalibration.logOdds(turned);
      return new Evidence(head / 2, sites - ofTurned);
    }
  }

  /** Returns the log odds of the likeliest donor and of the likeliest acceptor, together. */
  static double sitesOf(SpliceTagger.SiteProbabilities of) {
    return SiteCalibration.logOdds(most(of.donor())) + SiteCalibration.logOdds(most(of.acceptor()));
  }

  private static double most(float[] p) {
    float most = 0;
    for (float value : p) {
      most = Math.max(most, value);
    }
    return most;
  }

  /**
   * Fits the weights by logistic regression without a constant, by Newton's method, with a normal
   * prior that keeps them finite where nothing is misjudged. Cox 1958, doi
   * 10.1111/j.2517-6161.1958.tb00292.x.
   *
   * @param sense what is said of sequences that are read in their gene's direction
   * @return weights; the head's alone where there is no sequence
   */
  static StrandWeights fit(List<Evidence> sense) {
    if (sense.isEmpty()) {
      return OF_HEAD;
    }
    double hh = sense.stream().mapToDouble(e -> e.head() * e.head()).sum();
    double gg = sense.stream().mapToDouble(e -> e.sites() * e.sites()).sum();
    double ofHead = LEAST_PRECISION + PRECISION * hh / sense.size();
    double ofSites = LEAST_PRECISION + PRECISION * gg / sense.size();
    StrandWeights w = new StrandWeights(0, 0);
    for (int i = 0; i < STEPS; i++) {
      double da = -ofHead * w.head;
      double db = -ofSites * w.sites;
      double aa = ofHead;
      double ab = 0;
      double bb = ofSites;
      for (Evidence e : sense) {
        double p = w.probability(e);
        double weight = p * (1 - p);
        da += (1 - p) * e.head();
        db += (1 - p) * e.sites();
        aa += weight * e.head() * e.head();
        ab += weight * e.head() * e.sites();
        bb += weight * e.sites() * e.sites();
      }
      double determinant = aa * bb - ab * ab;
      w =
          new StrandWeights(
              w.head + (bb * da - ab * db) / determinant,
              w.sites + (aa * db - ab * da) / determinant);
    }
    return w;
  }

  /** Returns the probability that a sequence is read in its gene's direction. */
  double probability(Evidence of) {
    return 1 / (1 + StrictMath.exp(-(head * of.head() + sites * of.sites())));
  }

  /** Returns the mean of several. */
  static StrandWeights mean(List<StrandWeights> all) {
    return new StrandWeights(
        all.stream().mapToDouble(StrandWeights::head).average().orElseThrow(),
        all.stream().mapToDouble(StrandWeights::sites).average().orElseThrow());
  }
}

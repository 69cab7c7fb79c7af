package org.isochron.bio.splice;

import java.util.Arrays;
import java.util.List;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.analysis.Attribution;
import org.isochron.core.analysis.Baseline;
import org.isochron.core.analysis.NetworkAttribution;
import org.isochron.core.analysis.PathAttribution;
import org.isochron.core.analysis.Quadrature;
import org.isochron.core.analysis.Score;
import org.isochron.core.analysis.Site;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * What each base of a sequence adds to a site's logit z: what the network says of the site at its
 * position, before the grammar weighs it against the rest of the gene.
 *
 * <p>The network reads each base in the windows of all its neighbours; here these are taken
 * together, so that values belong to bases: ∂z/∂p(i, b) is the sum of the derivatives by all
 * channels that hold the probability p(i, b) of base b at position i. Runs in double.
 *
 * @param logit z
 * @param baselineLogit z where every base is N
 * @param gradient ∂z/∂p(i, b) [T,4], A, C, G, T
 * @param gradientTimesInput Σ_b p(i, b) ∂z/∂p(i, b) [T]
 * @param integrated integrated gradients from N at every base [T]; they sum to logit −
 *     baselineLogit, but for the completeness error
 */
public record SiteSaliency(
    double logit,
    double baselineLogit,
    double[][] gradient,
    double[] gradientTimesInput,
    double[] integrated) {
  /**
   * Its error is reported, so it need not be as small as the default's. With 128 nodes it was 3e-2
   * for a donor of the fly; nodes are added only until the tolerance is met.
   */
  private static final Quadrature QUADRATURE = new Quadrature(16, 1024, 1e-3);

  /**
   * Explains a site; of an ensemble, by the mean of its members' logits.
   *
   * @param tagger the model
   * @param bases IUPAC letters, read as the sense strand
   * @param position of the site
   * @param kind donor or acceptor
   * @param workers who computes
   * @throws IllegalArgumentException if the sequence does not have the position
   */
  public static SiteSaliency of(
      SpliceTagger tagger, byte[] bases, int position, SpliceSite.Kind kind, Workers workers) {
    if (position < 0 || position >= bases.length) {
      throw new IllegalArgumentException(
          "position: expected 0 to " + (bases.length - 1) + ", found " + position);
    }
    List<SiteSaliency> each =
        tagger.members().stream().map(m -> ofMember(m, bases, position, kind, workers)).toList();
    return each.size() == 1 ? each.get(0) : mean(each);
  }

  private static SiteSaliency mean(List<SiteSaliency> each) {
    int length = each.get(0).integrated.length;
    double share = 1.0 / each.size();
    SiteSaliency sum =
        new SiteSaliency(
            each.stream().mapToDouble(SiteSaliency::logit).average().orElseThrow(),
            each.stream().mapToDouble(SiteSaliency::baselineLogit).average().orElseThrow(),
            new double[length][Iupac.BASES],
            new double[length],
            new double[length]);
    for (SiteSaliency one : each) {
      for (int i = 0; i < length; i++) {
        for (int b = 0; b < Iupac.BASES; b++) {
          sum.gradient[i][b] += share * one.gradient[i][b];
        }
        sum.gradientTimesInput[i] += share * one.gradientTimesInput[i];
        sum.integrated[i] += share * one.integrated[i];
      }
    }
    return sum;
  }

  private static SiteSaliency ofMember(
      SpliceTagger tagger, byte[] bases, int position, SpliceSite.Kind kind, Workers workers) {
    SpliceEncoder encoder = tagger.encoder();
    SequenceBatch batch = SequenceBatch.of(List.of(encode(encoder, "sequence", bases)));
    byte[] unknown = new byte[bases.length];
    Arrays.fill(unknown, (byte) 'N');
    Baseline baseline = Baseline.inputs(List.of(encode(encoder, "N", unknown)));
    Score score = Score.logit(SpliceConfig.STRUCTURE, GeneGrammar.logit(kind)).at(position);
    NetworkAttribution network = NetworkAttribution.of(tagger.model(), workers);
    Attribution gradient = network.gradient(batch, Site.INPUT, score).get(0);
    PathAttribution path =
        network.integratedGradients(batch, Site.INPUT, score, baseline, QUADRATURE).get(0);
    double[][] byBase = collapsed(gradient.values(), encoder, bases.length);
    double[] times = new double[bases.length];
    float[] p = Iupac.probabilities(bases);
    for (int i = 0; i < times.length; i++) {
      for (int b = 0; b < Iupac.BASES; b++) {
        times[i] += p[Iupac.BASES * i + b] * byBase[i][b];
      }
    }
    double[][] integrated = collapsed(path.attribution().values(), encoder, bases.length);
    double[] sums =
        Arrays.stream(integrated).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    return new SiteSaliency(gradient.score(), path.baselineScore(), byBase, times, sums);
  }

  private static Sequence encode(SpliceEncoder encoder, String id, byte[] bases) {
    return encoder.encode(new SpliceEncoder.Window(id, bases, 0, bases.length));
  }

  /** Sums values of channels [T,C] over those that hold the same base: offset j of step i − j. */
  private static double[][] collapsed(double[] values, SpliceEncoder encoder, int length) {
    int channels = encoder.channels();
    int radius = encoder.radius();
    double[][] sums = new double[length][Iupac.BASES];
    for (int t = 0; t < length; t++) {
      for (int i = Math.max(0, t - radius); i <= Math.min(length - 1, t + radius); i++) {
        int at = t * channels + Iupac.BASES * (i - t + radius);
        for (int b = 0; b < Iupac.BASES; b++) {
          sums[i][b] += values[at + b];
        }
      }
    }
    return sums;
  }

  /** Returns how far the integrated gradients are from adding up. */
  public double completenessError() {
    return Math.abs(Arrays.stream(integrated).sum() - (logit - baselineLogit));
  }
}

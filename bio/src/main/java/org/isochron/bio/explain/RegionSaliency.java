package org.isochron.bio.explain;

import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.SiteSaliency;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.recurrence.Workers;

/**
 * What the bases of a region add to a site's logit.
 *
 * @param region whose bases are explained
 * @param site that they speak for or against
 * @param values of the region's window, in sense direction
 */
public record RegionSaliency(SenseRegion region, SpliceSite site, SiteSaliency values) {
  /**
   * Explains a site of a region.
   *
   * @param tagger the model
   * @param region with its context
   * @param site of the region
   * @param workers who computes
   */
  public static RegionSaliency of(
      SpliceTagger tagger, SenseRegion region, SpliceSite site, Workers workers) {
    int at = region.senseIndex(site.position0());
    return new RegionSaliency(
        region, site, SiteSaliency.of(tagger, region.bases(), at, site.kind(), workers));
  }

  /** Returns the gradient by a letter of the forward strand at a position of it. */
  public double gradient(int position0, char letter) {
    byte own = (byte) letter;
    int base = Iupac.index(region.strand() == Strand.PLUS ? own : Iupac.complement(own));
    return values.gradient()[region.senseIndex(position0)][base];
  }

  /** Returns gradient × input at each base of the region, in forward order. */
  public float[] gradientTimesInput() {
    return forward(values.gradientTimesInput());
  }

  /** Returns the integrated gradients of each base of the region, in forward order. */
  public float[] integrated() {
    return forward(values.integrated());
  }

  private float[] forward(double[] sense) {
    float[] track = new float[region.region().length()];
    for (int i = 0; i < track.length; i++) {
      track[i] = (float) sense[region.senseIndex(region.region().start() + i)];
    }
    return track;
  }

  /**
   * Returns the integrated gradients as heights of letters, in sense direction.
   *
   * @param from first index of the window
   * @param to one past the last
   * @return [to − from][4], A, C, G, T; an ambiguous base's spread over what it stands for
   */
  public double[][] letters(int from, int to) {
    double[][] heights = new double[to - from][Iupac.BASES];
    float[] p = new float[Iupac.BASES];
    for (int i = from; i < to; i++) {
      Iupac.probabilities(region.bases()[i], p, 0);
      for (int b = 0; b < Iupac.BASES; b++) {
        heights[i - from][b] = p[b] * values.integrated()[i];
      }
    }
    return heights;
  }
}

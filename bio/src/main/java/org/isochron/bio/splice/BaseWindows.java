package org.isochron.bio.splice;

import java.util.Arrays;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.sequence.SparseFeatures;

/**
 * What {@link SpliceEncoder} says of each base of a stretch, without the zeros; where it reads
 * words, in those where it can.
 */
final class BaseWindows implements SparseFeatures {
  private static final int BASES = Iupac.BASES;

  private final int width;
  private final int steps;
  private final int species;

  private final BaseWords words;

  /** The base at each place, from radius before the stretch on; -1 where it is none or not one. */
  private final int[] baseAt;

  /** The word that begins at each place, as {@link BaseWords#at} says. */
  private final int[] wordAt;

  /** How many places before each are no single base. */
  private final int[] othersBefore;

  /** Probabilities of the bases at each place [places, 4], where one is no single base. */
  private final float[] probabilities;

  /**
   * Reads a stretch.
   *
   * @param radius neighbours on either side
   * @param species which of those that are told apart; -1 if none are
   * @param words that are read instead of single bases
   */
  BaseWindows(SpliceEncoder.Window w, int radius, int species, BaseWords words) {
    this.species = species;
    this.words = words;
    width = 2 * radius + 1;
    steps = w.to() - w.from();
    int places = steps + 2 * radius;
    baseAt = new int[places];
    othersBefore = new int[places + 1];
    float[] all = new float[BASES * places];
    for (int i = 0; i < places; i++) {
      int from = w.from() - radius + i;
      if (from >= 0 && from < w.bases().length) {
        Iupac.probabilities(w.bases()[from], all, BASES * i);
      }
      baseAt[i] = base(all, BASES * i);
      othersBefore[i + 1] = othersBefore[i] + (baseAt[i] < 0 ? 1 : 0);
    }
    wordAt = BaseWords.at(baseAt);
    probabilities = othersBefore[places] == 0 ? new float[0] : all;
  }

  private static int base(float[] p, int at) {
    for (int b = 0; b < BASES; b++) {
      if (p[at + b] == 1) {
        return b;
      }
    }
    return -1;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public int most() {
    return (othersBefore[baseAt.length] == 0 ? 1 : BASES) * width + 1;
  }

  @Override
  public int write(int step, int[] columns, float[] values, int at) {
    boolean isCertain = othersBefore[step + width] == othersBefore[step];
    int end =
        isCertain ? writeBases(step, columns, values, at) : writeOthers(step, columns, values, at);
    if (species >= 0) {
      columns[end] = BASES * width + species;
      values[end++] = 1;
    }
    return isCertain ? writeWords(step, columns, values, end) : end;
  }

  /** Writes the bases that no word holds. */
  private int writeBases(int step, int[] columns, float[] values, int start) {
    int at = start;
    for (int j = words.count() * BaseWords.LENGTH; j < width; j++) {
      columns[at] = BASES * j + baseAt[step + j];
      values[at++] = 1;
    }
    return at;
  }

  private int writeWords(int step, int[] columns, float[] values, int start) {
    int count = words.count();
    for (int g = 0; g < count; g++) {
      columns[start + g] = words.channel(g, wordAt[step + g * BaseWords.LENGTH]);
    }
    Arrays.fill(values, start, start + count, 1f);
    return start + count;
  }

  private int writeOthers(int step, int[] columns, float[] values, int start) {
    int at = start;
    for (int i = 0; i < BASES * width; i++) {
      float p = probabilities[BASES * step + i];
      if (p != 0) {
        columns[at] = i;
        values[at++] = p;
      }
    }
    return at;
  }
}

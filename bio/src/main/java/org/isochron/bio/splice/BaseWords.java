package org.isochron.bio.splice;

import org.isochron.bio.fasta.Iupac;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;

/**
 * The words of {@value #LENGTH} bases that a window is cut into, as channels of their own after
 * those of an encoder: word g of letters b, c, d is channel {@code first + 64 g + 16 b + 4 c + d}.
 *
 * <p>A network that was trained on single bases reads words instead, a third of the entries, once
 * each word's weights are the sums of those of its bases: the same function, but for rounding.
 *
 * @param count words of a window; 0 where bases are read singly
 * @param first channel of the first word
 */
record BaseWords(int count, int first) {
  /** Bases of a word: with four, the weights would no longer stay in a second-level cache. */
  static final int LENGTH = 3;

  private static final int WORDS = 64;

  /** No words: bases are read singly. */
  static final BaseWords NONE = new BaseWords(0, 0);

  /** Returns the words of an encoder's windows. */
  static BaseWords of(SpliceEncoder encoder) {
    return new BaseWords(encoder.width() / LENGTH, encoder.channels());
  }

  /** Returns the channel of a word. */
  int channel(int word, int letters) {
    return first + WORDS * word + letters;
  }

  /** Returns the number of channels with those of the words. */
  int channels() {
    return first + WORDS * count;
  }

  /**
   * Returns the word that begins at each place; −1 where a place of it holds no single base.
   *
   * @param bases A, C, G, T as 0 to 3, or −1
   */
  static int[] at(int[] bases) {
    int[] words = new int[Math.max(0, bases.length - LENGTH + 1)];
    for (int i = 0; i < words.length; i++) {
      int word = 0;
      for (int j = i; j < i + LENGTH && word >= 0; j++) {
        word = bases[j] < 0 ? -1 : Iupac.BASES * word + bases[j];
      }
      words[i] = word;
    }
    return words;
  }

  /** Returns a network of the same layers and heads that reads the words, too. */
  RecurrentNetwork network(RecurrentNetwork of) {
    Recurrence trunk = SpliceConfig.trunk(of.trunk(), channels());
    return new RecurrentNetwork(trunk, of.heads(), of.dropout());
  }

  /**
   * Returns the parameters of {@link #network}: what reads the channels reads those of the words by
   * sums.
   *
   * @param of the network that reads bases singly
   * @param values its parameters
   */
  double[] parameters(RecurrentNetwork of, double[] values) {
    ParameterLayout wider = network(of).layout();
    double[] result = new double[wider.size()];
    for (ParameterLayout.Entry entry : wider.entries()) {
      double[] tensor = of.layout().get(values, entry.name());
      boolean isWider = entry.size() > tensor.length;
      wider.set(result, entry.name(), isWider ? widened(entry, tensor) : tensor);
    }
    return result;
  }

  /** Returns a matrix whose last columns read the channels, with columns of the words after it. */
  private double[] widened(ParameterLayout.Entry entry, double[] matrix) {
    int rows = entry.shape().get(0);
    int columns = entry.shape().get(1);
    int old = matrix.length / rows;
    double[] result = new double[entry.size()];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(matrix, r * old, result, r * columns, old);
      int channels = r * old + old - first;
      for (int i = 0; i < WORDS * count; i++) {
        result[r * columns + old + i] = sum(matrix, channels, i / WORDS, i % WORDS);
      }
    }
    return result;
  }

  private static double sum(double[] matrix, int channels, int word, int letters) {
    double sum = 0;
    for (int j = 0; j < LENGTH; j++) {
      int letter = letters >> (2 * (LENGTH - 1 - j)) & 3;
      sum += matrix[channels + Iupac.BASES * (LENGTH * word + j) + letter];
    }
    return sum;
  }
}

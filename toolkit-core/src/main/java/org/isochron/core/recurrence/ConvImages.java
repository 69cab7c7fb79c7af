package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ParameterLayout.Entry;

/**
 * The images of a convolutional cell, each row-major [C,H,W] and flattened into the features of a
 * step: inputs x [N,I·H·W], states [N,O·H'·W'], so that a batch of images [T,N,C,H,W] is one of
 * features [T,N,C·H·W].
 *
 * @param inputChannels I
 * @param hiddenChannels O
 * @param height H of the input
 * @param width W of the input
 * @param kernel K, odd: kernels are K×K
 * @param padding of the input; the state is always padded, to keep its size
 */
public record ConvImages(
    int inputChannels, int hiddenChannels, int height, int width, int kernel, Padding padding) {
  /** What becomes of the border of the input. */
  public enum Padding {
    /** Zeros around it: H' = H, W' = W. */
    SAME,
    /** No step over it: H' = H − K + 1, W' = W − K + 1. */
    VALID
  }

  /** Checks the sizes. */
  public ConvImages {
    if (inputChannels < 1 || hiddenChannels < 1) {
      throw new IllegalArgumentException(
          "images: channels must be at least 1, found input "
              + inputChannels
              + ", hidden "
              + hiddenChannels);
    }
    int least = padding == Padding.VALID ? kernel : 1;
    if (kernel < 1 || kernel % 2 == 0 || height < least || width < least) {
      throw new IllegalArgumentException(
          "images: expected an odd kernel that fits, found kernel "
              + kernel
              + " on "
              + height
              + " x "
              + width);
    }
  }

  /**
   * Makes images whose borders are padded.
   *
   * @param inputChannels I
   * @param hiddenChannels O
   * @param height H
   * @param width W
   * @param kernel K, odd
   */
  public ConvImages(int inputChannels, int hiddenChannels, int height, int width, int kernel) {
    this(inputChannels, hiddenChannels, height, width, kernel, Padding.SAME);
  }

  /** Returns the number of input features of a step. */
  public int inputSize() {
    return inputChannels * height * width;
  }

  /** Returns H'. */
  public int hiddenHeight() {
    return height - 2 * border();
  }

  /** Returns W'. */
  public int hiddenWidth() {
    return width - 2 * border();
  }

  /** Returns the number of features of a state. */
  public int hiddenSize() {
    return hiddenChannels * hiddenHeight() * hiddenWidth();
  }

  private int border() {
    return padding == Padding.VALID ? kernel / 2 : 0;
  }

  /** Returns wx [G·O,I,K,K], wh [G·O,O,K,K] and b [G·O] of G gates. */
  List<Entry> entries(int gates) {
    int rows = gates * hiddenChannels;
    return List.of(
        Entry.of("wx", rows, inputChannels, kernel, kernel),
        Entry.of("wh", rows, hiddenChannels, kernel, kernel),
        Entry.of("b", rows));
  }

  /** Returns Wx⋆x of flat x, [N,G·O,H',W']. */
  Variable input(Variable x, Variable weights) {
    Variable y = x.reshape(x.size(0), inputChannels, height, width).correlate(weights);
    int border = border();
    return border == 0 ? y : y.slice(2, border, height - border).slice(3, border, width - border);
  }

  /** Returns the images of a flat state, [N,O,H',W']. */
  Variable images(Variable h) {
    return h.reshape(h.size(0), hiddenChannels, hiddenHeight(), hiddenWidth());
  }

  /** Returns images as a flat state. */
  Variable flat(Variable images) {
    return images.reshape(images.size(0), hiddenSize());
  }

  /** Returns Wx⋆x + Wh⋆h + b of flat x and h, [N,G·O,H',W'], as the gates read it. */
  Variable preactivation(Variable x, Variable h, Map<String, Variable> parameters, Wiring wiring) {
    Variable zx = input(x, parameters.get("wx"));
    Variable zh = images(wiring.recurrent(h)).correlate(parameters.get("wh"));
    Variable b = parameters.get("b");
    return normalised(wiring, Wiring.Site.INPUT, zx)
        .add(normalised(wiring, Wiring.Site.STATE, zh))
        .add(b.reshape(b.size(), 1, 1));
  }

  /** Returns images [N,C,H',W'] normalised over all but N. */
  Variable normalised(Wiring wiring, Wiring.Site site, Variable images) {
    int count = images.size(0);
    Variable flat = images.reshape(count, images.size() / count);
    return wiring
        .normalise(site, 0, flat)
        .reshape(count, images.size(1), hiddenHeight(), hiddenWidth());
  }

  /** Fills kernels of G gates, input before recurrent, uniform in ±1/√(O·K²). */
  void initialise(double[] values, int offset, int gates, RandomGenerator random) {
    int count = gates * hiddenChannels * (inputChannels + hiddenChannels) * kernel * kernel;
    double bound = 1 / Math.sqrt((double) hiddenChannels * kernel * kernel);
    Initialisation.uniform(values, offset, count, bound, random);
  }
}

package org.isochron.report;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/**
 * Stacked letters A, C, G, T at each position: of aligned sequences, their information; of a model,
 * signed values such as saliency.
 *
 * <p>Information in bits: R = 2 − H − e with the entropy H = −Σ f log₂ f and the small-sample
 * correction e = 3 / (2 n ln 2), at least 0; a letter is f · R high (T. D. Schneider, R. M.
 * Stephens, 1990, doi:10.1093/nar/18.20.6097). Signed values stand above and below zero. The
 * largest letter is the outermost.
 */
public final class SequenceLogo {
  /** The most positions whose letters can be read. */
  public static final int MAX_POSITIONS = 200;

  private static final int HEIGHT = 270;
  private static final int SYMBOLS = LogoLetters.LETTERS.length();
  private static final double LN2 = StrictMath.log(2);

  /** Fractions of a pixel that cannot be seen, nor written to an SVG. */
  private static final double INVISIBLE = 0.02;

  private final double[][] heights;
  private final Scale scale;
  private final int boundary;

  private SequenceLogo(double[][] heights, Scale scale, int boundary) {
    this.heights = heights;
    this.scale = scale;
    this.boundary = boundary;
  }

  /** What the heights are, how to read them, and their axis. */
  private record Scale(String name, String reading, Ticks ticks) {}

  /**
   * Takes how often each letter stands at each position.
   *
   * @param counts [T][4], A, C, G, T; T from 1 to 200; fractions are allowed, each position has
   *     some
   * @return a logo in bits
   * @throws IllegalArgumentException if the shape differs or a count is negative or not finite
   */
  public static SequenceLogo ofCounts(double[][] counts) {
    double[][] copy = checked("counts", counts);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < copy.length; i++) {
      double n = 0;
      for (double count : copy[i]) {
        if (count < 0) {
          throw new IllegalArgumentException(
              "counts[" + i + "]: expected no negative number, got " + count);
        }
        n += count;
      }
      if (n == 0) {
        throw new IllegalArgumentException("counts[" + i + "]: expected some, got none");
      }
      least = Math.min(least, n);
      copy[i] = information(copy[i], n);
    }
    String reading =
        "A letter's height is its frequency times the position's information, 2 bits less the"
            + " entropy and the small-sample correction (n = "
            + SvgText.number(least)
            + ": "
            + SvgText.number(correction(least), 4)
            + " bits).";
    Scale bits = new Scale("information (bits)", reading, new Ticks(0, 2, 0.5, 1));
    return new SequenceLogo(copy, bits, 0);
  }

  /**
   * Takes signed values of letters.
   *
   * @param valueName what they are, with the unit
   * @param values [T][4], A, C, G, T; T from 1 to 200; 0 draws nothing
   * @throws IllegalArgumentException if the shape differs or a value is not finite
   */
  public static SequenceLogo ofValues(String valueName, double[][] values) {
    double[][] copy = checked("values", values);
    String reading = "Letters above the line have positive values, letters below it negative ones.";
    Scale scale = new Scale(Checks.text("value name", valueName), reading, ticks(copy));
    return new SequenceLogo(copy, scale, 0);
  }

  private static Ticks ticks(double[][] heights) {
    double low = 0;
    double high = 0;
    for (double[] letters : heights) {
      double below = 0;
      double above = 0;
      for (double height : letters) {
        below += Math.min(0, height);
        above += Math.max(0, height);
      }
      low = Math.min(low, below);
      high = Math.max(high, above);
    }
    return Ticks.around(low, high, 6);
  }

  private static double[][] checked(String name, double[][] matrix) {
    if (matrix.length < 1 || matrix.length > MAX_POSITIONS) {
      throw new IllegalArgumentException(
          name + ": expected 1 to " + MAX_POSITIONS + " positions, got " + matrix.length);
    }
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      Checks.length(name + "[" + i + "]", matrix[i].length, SYMBOLS);
      copy[i] = Checks.finite(name + "[" + i + "]", matrix[i]);
    }
    return copy;
  }

  private static double correction(double n) {
    return (SYMBOLS - 1) / (2 * LN2 * n);
  }

  private static double[] information(double[] counts, double n) {
    double entropy = 0;
    for (double count : counts) {
      double f = count / n;
      entropy -= f > 0 ? f * StrictMath.log(f) / LN2 : 0;
    }
    double bits = Math.max(0, 2 - entropy - correction(n));
    double[] heights = new double[SYMBOLS];
    for (int s = 0; s < SYMBOLS; s++) {
      heights[s] = bits * counts[s] / n;
    }
    return heights;
  }

  /**
   * Returns this logo with positions counted from a boundary, …, −2, −1, +1, +2, …, and a line
   * there.
   *
   * @param position0 the position after the boundary, 0-based, 1 to T − 1
   * @throws IllegalArgumentException if it is out of range
   */
  public SequenceLogo withBoundary(int position0) {
    if (position0 < 1 || position0 >= heights.length) {
      throw new IllegalArgumentException(
          "boundary: expected 1 to " + (heights.length - 1) + ", got " + position0);
    }
    return new SequenceLogo(heights, scale, position0);
  }

  /** Returns the height of a letter (0 = A, … 3 = T) at a position, in the unit of the axis. */
  public double height(int position0, int letter) {
    return heights[position0][letter];
  }

  /** Draws the logo; the caption is completed with how to read it. */
  public Figure figure(FigureLabel label) {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(Axes.hidden(-0.5, heights.length - 0.5));
    plot.setRangeAxis(Axes.of(scale.name(), scale.ticks()));
    Look.plot(plot);
    plot.setDomainGridlinesVisible(false);
    plot.setInsets(new RectangleInsets(4, 0, 30, 4));
    Layer.add(plot, this::paintFrame);
    for (int i = 0; i < heights.length; i++) {
      int position = i;
      Layer.add(plot, frame -> paintStack(frame, position));
    }
    return Figure.of(label.plus(scale.reading()), Look.WIDTH, HEIGHT, Look.chart(plot, List.of()));
  }

  private void paintFrame(Layer.Frame frame) {
    double left = frame.area().getMinX();
    double right = frame.area().getMaxX();
    double bottom = frame.area().getMaxY();
    frame.graphics().setColor(Look.MUTED);
    frame.graphics().setStroke(Look.line(0.9));
    frame.line(left, frame.y(0), right, frame.y(0));
    for (int i = 0; i < heights.length; i++) {
      String text = positionLabel(i);
      if (!text.isEmpty()) {
        frame.text(text, frame.x(i), bottom + 5, TextAnchor.TOP_CENTER, Look.MUTED);
      }
    }
    String name = boundary > 0 ? "position from the boundary (nt)" : "position (nt)";
    frame.text(name, frame.area().getCenterX(), bottom + 21, TextAnchor.TOP_CENTER, Look.INK);
    if (boundary > 0) {
      double x = frame.x(boundary - 0.5);
      frame.graphics().setColor(Look.MUTED);
      frame.graphics().setStroke(Look.dashed(1));
      frame.line(x, frame.area().getMinY(), x, bottom);
    }
  }

  /** Returns what is written below a position; nothing below most, where they are many. */
  private String positionLabel(int position0) {
    int step = heights.length <= 36 ? 1 : heights.length <= 110 ? 5 : 10;
    int number = position0 + 1 - boundary;
    if (boundary > 0 && number <= 0) {
      number--;
    }
    boolean shown = number % step == 0 || (boundary == 0 && number == 1);
    String sign = boundary > 0 && number > 0 ? "+" : "";
    return shown ? sign + number : "";
  }

  private void paintStack(Layer.Frame frame, int position0) {
    double[] letters = heights[position0];
    int[] order =
        IntStream.range(0, SYMBOLS)
            .boxed()
            .sorted((a, b) -> Double.compare(Math.abs(letters[a]), Math.abs(letters[b])))
            .mapToInt(Integer::intValue)
            .toArray();
    double left = frame.x(position0 - 0.46);
    double width = frame.x(position0 + 0.46) - left;
    double above = 0;
    double below = 0;
    for (int letter : order) {
      double height = letters[letter];
      double from = height > 0 ? above : below;
      double top = frame.y(Math.max(from, from + height));
      double bottom = frame.y(Math.min(from, from + height));
      if (bottom - top >= INVISIBLE) {
        Rectangle2D box = new Rectangle2D.Double(left, top, width, bottom - top);
        frame.fill(LogoLetters.fill(letter, box), LogoLetters.color(letter));
      }
      above += Math.max(0, height);
      below += Math.min(0, height);
    }
  }
}

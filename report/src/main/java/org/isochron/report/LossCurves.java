package org.isochron.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

/** Training and validation loss against the epoch, with the best epoch and, if wanted, a metric. */
public final class LossCurves {
  private static final int HEIGHT = 340;
  private static final BasicStroke STROKE = Look.line(2);

  private final double[] training;
  private final double[] validation;
  private final String lossName;
  private final String metricName;
  private final double[] metric;
  private final int bestEpoch;

  private LossCurves(
      Losses losses, String lossName, String metricName, double[] metric, int bestEpoch) {
    this.training = losses.training;
    this.validation = losses.validation;
    this.lossName = lossName;
    this.metricName = metricName;
    this.metric = metric;
    this.bestEpoch = bestEpoch;
  }

  private static final class Losses {
    private final double[] training;
    private final double[] validation;

    Losses(double[] training, double[] validation) {
      this.training = training;
      this.validation = validation;
    }
  }

  /**
   * Takes the losses after each epoch; the first values belong to epoch 1.
   *
   * @param training mean training loss per epoch
   * @param validation mean validation loss per epoch, as many
   * @return the chart; its best epoch is the one of least validation loss
   * @throws IllegalArgumentException if there are none, the lengths differ or one is not finite
   */
  public static LossCurves of(double[] training, double[] validation) {
    double[] t = Checks.finite("training loss", training);
    double[] v = Checks.finite("validation loss", validation);
    Checks.length("validation loss", v.length, t.length);
    return new LossCurves(new Losses(t, v), "loss", "", new double[0], least(v));
  }

  /**
   * Takes the losses of a run without validation.
   *
   * @param training mean training loss per epoch
   * @return the chart, with no best epoch
   * @throws IllegalArgumentException if there are none or one is not finite
   */
  public static LossCurves ofTraining(double[] training) {
    double[] t = Checks.finite("training loss", training);
    return new LossCurves(new Losses(t, new double[0]), "loss", "", new double[0], 0);
  }

  private static int least(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] < values[best]) {
        best = i;
      }
    }
    return best + 1;
  }

  private Losses losses() {
    return new Losses(training, validation);
  }

  /** Returns this chart with another name of the left axis, for example {@code loss (nats)}. */
  public LossCurves withLossName(String name) {
    return new LossCurves(losses(), Checks.text("loss name", name), metricName, metric, bestEpoch);
  }

  /**
   * Returns this chart with a metric on a second axis at the right.
   *
   * @param name what is measured, with its unit
   * @param values one per epoch
   * @throws IllegalArgumentException if the length differs from the losses' or one is not finite
   */
  public LossCurves withMetric(String name, double[] values) {
    double[] copy = Checks.finite(name, values);
    Checks.length(name, copy.length, training.length);
    return new LossCurves(losses(), lossName, Checks.text("metric name", name), copy, bestEpoch);
  }

  /**
   * Returns this chart with another best epoch, for a model chosen by something else than loss.
   *
   * @param epoch 1 to the number of epochs
   * @throws IllegalArgumentException if there is no such epoch
   */
  public LossCurves withBestEpoch(int epoch) {
    if (epoch < 1 || epoch > training.length) {
      throw new IllegalArgumentException(
          "best epoch: expected 1 to " + training.length + ", got " + epoch);
    }
    return new LossCurves(losses(), lossName, metricName, metric, epoch);
  }

  /** Draws the chart. */
  public Figure figure(FigureLabel label) {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(Axes.of("epoch", epochTicks()));
    plot.setRangeAxis(Axes.of(lossName, ticks(training, validation)));
    Look.plot(plot);
    plot.setDomainGridlinesVisible(false);
    List<LegendItem> items = new ArrayList<>();
    if (bestEpoch > 0) {
      Layer.add(plot, this::paintBest);
    }
    curve(plot, 0, training, Look.BLUE, STROKE);
    items.add(Look.lineItem("training loss", Look.BLUE, STROKE));
    if (validation.length > 0) {
      curve(plot, 0, validation, Look.VERMILION, STROKE);
      items.add(Look.lineItem("validation loss", Look.VERMILION, STROKE));
    }
    if (metric.length > 0) {
      plot.setRangeAxis(1, Axes.of(metricName, ticks(metric, new double[0])));
      curve(plot, 1, metric, Look.GREEN, Look.dashed(2));
      items.add(Look.lineItem(metricName + " (right axis)", Look.GREEN, Look.dashed(2)));
    }
    return Figure.of(label, Look.WIDTH, HEIGHT, Look.chart(plot, items));
  }

  private Ticks epochTicks() {
    int last = Math.max(training.length, 2);
    Ticks ticks = Ticks.around(0, last, 10).whole();
    double room = 0.02 * last;
    return ticks.within(1 - room, last + room);
  }

  private static Ticks ticks(double[] a, double[] b) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] values : List.of(a, b)) {
      for (double v : values) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    // Zero is shown where it is near, so that heights can be compared.
    boolean fromZero = low >= 0 && low < 0.4 * high;
    return Ticks.around(fromZero ? 0 : low, high, 6);
  }

  private static void curve(
      XYPlot plot, int axis, double[] values, Color color, BasicStroke stroke) {
    double[] epochs = new double[values.length];
    for (int i = 0; i < epochs.length; i++) {
      epochs[i] = i + 1;
    }
    Layer.add(
        plot,
        axis,
        frame -> {
          if (epochs.length == 1) {
            frame.mark(Look.dot(frame.x(1), frame.y(values[0]), 3.5), true, color);
          } else {
            frame.draw(frame.path(epochs, values), color, stroke);
          }
        });
  }

  private void paintBest(Layer.Frame frame) {
    double x = frame.x(bestEpoch);
    double top = frame.area().getMinY();
    frame.graphics().setColor(Look.MUTED);
    frame.graphics().setStroke(Look.dashed(1));
    frame.line(x, top, x, frame.area().getMaxY());
    boolean right = x > frame.area().getCenterX();
    TextAnchor anchor = right ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT;
    frame.text("best: epoch " + bestEpoch, x + (right ? -5 : 5), top + 1, anchor, Look.INK);
  }
}

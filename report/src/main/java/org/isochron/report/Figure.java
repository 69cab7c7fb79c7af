package org.isochron.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.isochron.core.io.AtomicFile;
import org.jfree.chart.text.TextUtils;

/**
 * One picture with its title and caption, as SVG text and as PNG.
 *
 * <p>The SVG is made at once and depends on nothing but the drawing and the installed fonts: the
 * same figure gives the same bytes.
 */
public final class Figure {
  private static final int PNG_SCALE = 2;
  private static final int MAX_SIDE = 4000;

  static {
    // By default JFreeChart draws turned text as outlines; here it stays text.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private final FigureLabel label;
  private final int width;
  private final int height;
  private final Drawing drawing;
  private final String svg;

  private Figure(FigureLabel label, int width, int height, Drawing drawing) {
    this.label = label;
    this.width = width;
    this.height = height;
    this.drawing = drawing;
    SvgDocument document = new SvgDocument(label);
    SvgGraphics graphics = new SvgGraphics(document);
    drawing.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    graphics.dispose();
    this.svg = document.finish(width, height);
  }

  /**
   * Draws a figure.
   *
   * @param label name, title and caption
   * @param width in pixels, 1 to 4000
   * @param height in pixels, 1 to 4000
   * @param drawing draws the same at every call
   * @return the figure
   * @throws IllegalArgumentException if a side is out of range
   * @throws IllegalStateException if this Java runtime finds no fonts
   */
  public static Figure of(FigureLabel label, int width, int height, Drawing drawing) {
    side("width of figure " + label.name(), width);
    side("height of figure " + label.name(), height);
    return new Figure(label, width, height, drawing);
  }

  private static void side(String name, int value) {
    if (value < 1 || value > MAX_SIDE) {
      throw new IllegalArgumentException(
          name + ": expected 1 to " + MAX_SIDE + " pixels, got " + value);
    }
  }

  /** Returns the stem of the figure's file names. */
  public String name() {
    return label.name();
  }

  /** Returns one line saying what is shown. */
  public String title() {
    return label.title();
  }

  /** Returns how to read the figure, with the units. */
  public String caption() {
    return label.caption();
  }

  /** Returns the width in pixels (of the SVG; the PNG has twice as many). */
  public int width() {
    return width;
  }

  /** Returns the height in pixels (of the SVG; the PNG has twice as many). */
  public int height() {
    return height;
  }

  /** Returns the figure as an SVG document, without an XML declaration. */
  public String svg() {
    return svg;
  }

  /** Returns the figure as PNG bytes, two pixels for each pixel of the SVG, on white. */
  public byte[] png() {
    BufferedImage image =
        new BufferedImage(width * PNG_SCALE, height * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Look.PAPER);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      hint(graphics, RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      hint(graphics, RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      hint(
          graphics,
          RenderingHints.KEY_FRACTIONALMETRICS,
          RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      hint(graphics, RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(PNG_SCALE, PNG_SCALE);
      drawing.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    } finally {
      graphics.dispose();
    }
    return encode(image);
  }

  private static void hint(Graphics2D graphics, RenderingHints.Key key, Object value) {
    graphics.setRenderingHint(key, value);
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java runtime cannot write PNG images");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Writes the SVG, whole or not at all.
   *
   * @param target the file to make or replace; its folder must exist
   * @throws IOException if it cannot be written
   */
  public void writeSvg(Path target) throws IOException {
    AtomicFile.writeText(target, svg);
  }

  /**
   * Writes the PNG, whole or not at all.
   *
   * @param target the file to make or replace; its folder must exist
   * @throws IOException if it cannot be written
   */
  public void writePng(Path target) throws IOException {
    byte[] bytes = png();
    AtomicFile.write(target, out -> out.write(bytes));
  }

  /** Returns the figure's name, title and size. */
  @Override
  public String toString() {
    return "Figure " + label.name() + " (" + width + " x " + height + "): " + label.title();
  }
}

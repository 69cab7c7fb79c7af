package org.isochron.report;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * A Java2D target that writes SVG: coordinates are those of the page, text stays text.
 *
 * <p>The transform is applied before writing, so shapes may be reused by the caller at once. The
 * output depends only on the calls and on the font metrics.
 */
final class SvgGraphics extends VectorGraphics {
  /** Less than can be seen: what overhangs its clip by this need not be cut. */
  private static final double EDGE = 1e-3;

  private final SvgDocument document;
  private final Graphics2D measure;
  private AffineTransform transform = new AffineTransform();
  private Shape clip;
  private Color color = Color.BLACK;
  private Color background = Color.WHITE;
  private Stroke stroke = new BasicStroke();
  private Composite composite = AlphaComposite.SrcOver;
  private Font font = Fonts.plain(12);
  private final RenderingHints hints = new RenderingHints(Map.of());

  SvgGraphics(SvgDocument document) {
    this.document = document;
    this.measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    measure.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    measure.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  @Override
  public Graphics create() {
    SvgGraphics copy = new SvgGraphics(document);
    copy.transform = new AffineTransform(transform);
    copy.clip = clip;
    copy.color = color;
    copy.background = background;
    copy.stroke = stroke;
    copy.composite = composite;
    copy.font = font;
    copy.hints.add(hints);
    return copy;
  }

  @Override
  public void dispose() {
    measure.dispose();
  }

  @Override
  public void draw(Shape shape) {
    if (!(stroke instanceof BasicStroke line)) {
      fill(stroke.createStrokedShape(shape));
      return;
    }
    double width = line.getLineWidth() * scale();
    Shape placed = transform.createTransformedShape(shape);
    String data = SvgPath.data(placed);
    if (!data.isEmpty()) {
      String style = SvgStyle.stroke(color, opacity(), line, width);
      document.add(clipFor(placed, width), "<path d=\"" + data + "\"" + style + "/>");
    }
  }

  @Override
  public void fill(Shape shape) {
    Shape placed = transform.createTransformedShape(shape);
    String element = shape instanceof Rectangle2D ? SvgPath.rectangle(placed) : "";
    if (element.isEmpty()) {
      String data = SvgPath.data(placed);
      if (data.isEmpty()) {
        return;
      }
      element = "<path d=\"" + data + "\"";
    }
    document.add(clipFor(placed, 0), element + SvgStyle.fill(color, opacity()) + "/>");
  }

  @Override
  public void drawString(String text, float x, float y) {
    if (text.isBlank()) {
      return;
    }
    Rectangle2D bounds = font.getStringBounds(text, Fonts.CONTEXT);
    StringBuilder out = new StringBuilder("<text");
    if ((transform.getType() & ~AffineTransform.TYPE_TRANSLATION) == 0) {
      out.append(" x=\"").append(SvgText.number(x + transform.getTranslateX()));
      out.append("\" y=\"").append(SvgText.number(y + transform.getTranslateY())).append('"');
    } else {
      AffineTransform at = new AffineTransform(transform);
      at.translate(x, y);
      out.append(" transform=\"").append(SvgStyle.matrix(at)).append('"');
    }
    out.append(" font-size=\"").append(SvgText.number(font.getSize2D())).append('"');
    if (font.isBold()) {
      out.append(" font-weight=\"bold\"");
    }
    if (font.isItalic()) {
      out.append(" font-style=\"italic\"");
    }
    out.append(" textLength=\"").append(SvgText.number(bounds.getWidth(), 1));
    out.append("\" lengthAdjust=\"spacingAndGlyphs\"").append(SvgStyle.fill(color, opacity()));
    out.append('>').append(SvgText.escape(text)).append("</text>");
    Rectangle2D at =
        new Rectangle2D.Double(
            x + bounds.getX(), y + bounds.getY(), bounds.getWidth(), bounds.getHeight());
    document.add(clipFor(transform.createTransformedShape(at), 0), out.toString());
  }

  private double scale() {
    return Math.sqrt(Math.abs(transform.getDeterminant()));
  }

  private double opacity() {
    return composite instanceof AlphaComposite alpha ? alpha.getAlpha() : 1;
  }

  private String clipFor(Shape placed, double margin) {
    if (clip == null) {
      return "";
    }
    Rectangle2D b = placed.getBounds2D();
    boolean inside =
        clip.contains(
            b.getX() - margin + EDGE,
            b.getY() - margin + EDGE,
            Math.max(b.getWidth() + 2 * (margin - EDGE), EDGE),
            Math.max(b.getHeight() + 2 * (margin - EDGE), EDGE));
    return inside ? "" : SvgPath.data(clip);
  }

  @Override
  public void clip(Shape shape) {
    if (shape == null) {
      clip = null;
      return;
    }
    Shape placed = placed(shape);
    if (clip == null) {
      clip = placed;
    } else if (clip instanceof Rectangle2D a && placed instanceof Rectangle2D b) {
      clip = a.createIntersection(b);
      if (((Rectangle2D) clip).isEmpty()) {
        clip = new Rectangle2D.Double();
      }
    } else {
      Area area = new Area(clip);
      area.intersect(new Area(placed));
      clip = area;
    }
  }

  private Shape placed(Shape shape) {
    if (shape instanceof Rectangle2D r
        && (transform.getType() & ~AffineTransform.TYPE_TRANSLATION) == 0) {
      return new Rectangle2D.Double(
          r.getX() + transform.getTranslateX(),
          r.getY() + transform.getTranslateY(),
          r.getWidth(),
          r.getHeight());
    }
    return transform.createTransformedShape(shape);
  }

  @Override
  public void setClip(Shape shape) {
    clip = shape == null ? null : placed(shape);
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    setClip(new Rectangle(x, y, width, height));
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    clip(new Rectangle(x, y, width, height));
  }

  @Override
  public Shape getClip() {
    if (clip == null) {
      return null;
    }
    if (transform.isIdentity()) {
      return clip;
    }
    try {
      return transform.createInverse().createTransformedShape(clip);
    } catch (NoninvertibleTransformException e) {
      throw new IllegalStateException("the drawing's transform has no inverse: " + transform, e);
    }
  }

  @Override
  public Rectangle getClipBounds() {
    Shape shape = getClip();
    return shape == null ? null : shape.getBounds();
  }

  @Override
  public boolean hit(Rectangle rectangle, Shape shape, boolean onStroke) {
    Shape tested = onStroke ? stroke.createStrokedShape(shape) : shape;
    return transform.createTransformedShape(tested).intersects(rectangle);
  }

  @Override
  public void setPaint(Paint paint) {
    if (paint instanceof Color plain) {
      color = plain;
    } else if (paint != null) {
      throw new IllegalArgumentException(
          "paint: expected a plain colour, got " + paint.getClass().getSimpleName());
    }
  }

  @Override
  public void setColor(Color value) {
    setPaint(value);
  }

  @Override
  public Color getColor() {
    return color;
  }

  @Override
  public Paint getPaint() {
    return color;
  }

  @Override
  public void setBackground(Color value) {
    background = value;
  }

  @Override
  public Color getBackground() {
    return background;
  }

  @Override
  public void setStroke(Stroke value) {
    stroke = value;
  }

  @Override
  public Stroke getStroke() {
    return stroke;
  }

  @Override
  public void setComposite(Composite value) {
    composite = value;
  }

  @Override
  public Composite getComposite() {
    return composite;
  }

  @Override
  public void setFont(Font value) {
    if (value != null) {
      font = value;
    }
  }

  @Override
  public Font getFont() {
    return font;
  }

  @Override
  public FontMetrics getFontMetrics(Font of) {
    return measure.getFontMetrics(of);
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return Fonts.CONTEXT;
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return measure.getDeviceConfiguration();
  }

  @Override
  public void translate(int x, int y) {
    transform.translate(x, y);
  }

  @Override
  public void translate(double x, double y) {
    transform.translate(x, y);
  }

  @Override
  public void rotate(double theta) {
    transform.rotate(theta);
  }

  @Override
  public void rotate(double theta, double x, double y) {
    transform.rotate(theta, x, y);
  }

  @Override
  public void scale(double sx, double sy) {
    transform.scale(sx, sy);
  }

  @Override
  public void shear(double shx, double shy) {
    transform.shear(shx, shy);
  }

  @Override
  public void transform(AffineTransform by) {
    transform.concatenate(by);
  }

  @Override
  public void setTransform(AffineTransform value) {
    transform = new AffineTransform(value);
  }

  @Override
  public AffineTransform getTransform() {
    return new AffineTransform(transform);
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, Object value) {
    if (value != null) {
      hints.put(key, value);
    }
  }

  @Override
  public Object getRenderingHint(RenderingHints.Key key) {
    return hints.get(key);
  }

  @Override
  public void setRenderingHints(Map<?, ?> values) {
    hints.clear();
    hints.putAll(values);
  }

  @Override
  public void addRenderingHints(Map<?, ?> values) {
    hints.putAll(values);
  }

  @Override
  public RenderingHints getRenderingHints() {
    return (RenderingHints) hints.clone();
  }
}

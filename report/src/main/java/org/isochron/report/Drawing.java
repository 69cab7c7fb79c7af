package org.isochron.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Draws one figure with Java2D; called once for the SVG and once for every PNG. */
@FunctionalInterface
public interface Drawing {
  /**
   * Draws the figure.
   *
   * <p>Only plain colours, alpha composites, shapes and text reach an SVG; other paints and images
   * are refused there.
   *
   * @param graphics where to draw, in pixels, y downwards
   * @param area the whole figure, from (0, 0)
   */
  void draw(Graphics2D graphics, Rectangle2D area);
}

package org.isochron.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;

/** Colours, lines and transforms as SVG attributes. */
final class SvgStyle {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private SvgStyle() {}

  static String fill(Color color, double opacity) {
    String out = " fill=\"" + hex(color) + "\"";
    return out + alpha(" fill-opacity", color, opacity);
  }

  static String stroke(Color color, double opacity, BasicStroke line, double width) {
    StringBuilder out = new StringBuilder(" fill=\"none\" stroke=\"").append(hex(color));
    out.append('"').append(alpha(" stroke-opacity", color, opacity));
    out.append(" stroke-width=\"").append(SvgText.number(width)).append('"');
    if (line.getEndCap() != BasicStroke.CAP_BUTT) {
      boolean round = line.getEndCap() == BasicStroke.CAP_ROUND;
      out.append(" stroke-linecap=\"").append(round ? "round" : "square").append('"');
    }
    if (line.getLineJoin() != BasicStroke.JOIN_MITER) {
      boolean round = line.getLineJoin() == BasicStroke.JOIN_ROUND;
      out.append(" stroke-linejoin=\"").append(round ? "round" : "bevel").append('"');
    }
    if (line.getDashArray() != null) {
      out.append(" stroke-dasharray=\"");
      String separator = "";
      for (float dash : line.getDashArray()) {
        out.append(separator).append(SvgText.number(dash));
        separator = " ";
      }
      out.append('"');
    }
    return out.toString();
  }

  static String matrix(AffineTransform t) {
    return "matrix("
        + SvgText.number(t.getScaleX(), 5)
        + " "
        + SvgText.number(t.getShearY(), 5)
        + " "
        + SvgText.number(t.getShearX(), 5)
        + " "
        + SvgText.number(t.getScaleY(), 5)
        + " "
        + SvgText.number(t.getTranslateX())
        + " "
        + SvgText.number(t.getTranslateY())
        + ")";
  }

  private static String alpha(String attribute, Color color, double opacity) {
    double alpha = opacity * color.getAlpha() / 255;
    return alpha >= 1 ? "" : attribute + "=\"" + SvgText.number(alpha, 3) + "\"";
  }

  private static String hex(Color color) {
    int rgb = color.getRGB();
    char[] out = new char[7];
    out[0] = '#';
    for (int i = 0; i < 6; i++) {
      out[1 + i] = HEX[(rgb >>> (20 - 4 * i)) & 15];
    }
    return new String(out);
  }
}

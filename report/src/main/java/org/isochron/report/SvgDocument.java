package org.isochron.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * SVG elements in drawing order, with the clipping paths they share.
 *
 * <p>Ids are the figure's name, a dot and a count, so that several figures fit in one page.
 */
final class SvgDocument {
  private final FigureLabel label;
  private final Map<String, String> clipIds = new LinkedHashMap<>();
  private final StringBuilder body = new StringBuilder(1 << 14);
  private String openClip = "";

  SvgDocument(FigureLabel label) {
    this.label = label;
  }

  /**
   * Adds an element.
   *
   * @param clip path data of the region it is cut to, or an empty text for none
   * @param element the element's whole text
   */
  void add(String clip, String element) {
    if (!clip.equals(openClip)) {
      closeClip();
      if (!clip.isEmpty()) {
        String id = clipIds.computeIfAbsent(clip, c -> label.name() + ".c" + (clipIds.size() + 1));
        body.append("<g clip-path=\"url(#").append(id).append(")\">\n");
      }
      openClip = clip;
    }
    body.append(element).append('\n');
  }

  /** Returns the whole document for a figure of the given size in pixels. */
  String finish(int width, int height) {
    closeClip();
    StringBuilder out = new StringBuilder(body.length() + 1024);
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    out.append("\" height=\"").append(height);
    out.append("\" viewBox=\"0 0 ").append(width).append(' ').append(height);
    out.append("\" role=\"img\" font-family=\"").append(SvgText.escape(Fonts.SVG_FAMILY));
    out.append("\" text-rendering=\"geometricPrecision\">\n<title>");
    out.append(SvgText.escape(label.title())).append("</title>\n<desc>");
    out.append(SvgText.escape(label.caption())).append("</desc>\n");
    if (!clipIds.isEmpty()) {
      out.append("<defs>\n");
      clipIds.forEach(
          (path, id) ->
              out.append("<clipPath id=\"")
                  .append(id)
                  .append("\"><path d=\"")
                  .append(path)
                  .append("\"/></clipPath>\n"));
      out.append("</defs>\n");
    }
    return out.append(body).append("</svg>\n").toString();
  }

  private void closeClip() {
    if (!openClip.isEmpty()) {
      body.append("</g>\n");
      openClip = "";
    }
  }
}

package org.isochron.report;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.util.Arrays;
import java.util.List;

/** The one type family of all figures, measured by Java and named in the SVG. */
final class Fonts {
  /** Families of nearly equal widths, so that browsers without the first keep the layout. */
  static final String SVG_FAMILY = "DejaVu Sans,Verdana,Bitstream Vera Sans,sans-serif";

  /** Measures text at fractions of a pixel, independent of any screen. */
  static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private static final List<String> MEASURED = List.of("DejaVu Sans", "Verdana");

  private Fonts() {}

  /** The family is looked up once, when the first figure is drawn. */
  private static final class Holder {
    private static final String FAMILY = find();
  }

  static Font plain(double size) {
    return new Font(family(), Font.PLAIN, 1).deriveFont((float) size);
  }

  static Font bold(double size) {
    return new Font(family(), Font.BOLD, 1).deriveFont((float) size);
  }

  /**
   * Returns the family in use.
   *
   * @throws IllegalStateException if this Java runtime finds no fonts
   */
  static String family() {
    // A runtime without fontconfig, FreeType or any font fails here, with errors of many kinds.
    try {
      return Holder.FAMILY;
    } catch (LinkageError | InternalError e) {
      throw new IllegalStateException(
          "figures cannot be drawn: this Java runtime finds no fonts; install some,"
              + " on Debian the packages fontconfig and fonts-dejavu-core",
          e);
    }
  }

  private static String find() {
    GraphicsEnvironment environment = GraphicsEnvironment.getLocalGraphicsEnvironment();
    List<String> installed = Arrays.asList(environment.getAvailableFontFamilyNames());
    String family =
        MEASURED.stream().filter(installed::contains).findFirst().orElse(Font.SANS_SERIF);
    if (new Font(family, Font.PLAIN, 12).getStringBounds("0", CONTEXT).getWidth() <= 0) {
      throw new IllegalStateException("the font " + family + " has no digits");
    }
    return family;
  }
}

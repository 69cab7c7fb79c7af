package org.isochron.report;

import java.util.regex.Pattern;

/**
 * What a figure is called.
 *
 * @param name the stem of its file names, of {@code a-z}, {@code 0-9} and {@code -}
 * @param title one line saying what is shown
 * @param caption how to read it, with the units
 */
public record FigureLabel(String name, String title, String caption) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name has other characters, or title or caption is blank
   */
  public FigureLabel {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "figure name: expected a-z, 0-9 and '-', got '" + name + "'");
    }
    Checks.text("title of figure " + name, title);
    Checks.text("caption of figure " + name, caption);
  }

  /** Returns this label with a sentence added to its caption. */
  FigureLabel plus(String sentence) {
    return new FigureLabel(name, title, caption.strip() + " " + sentence);
  }
}

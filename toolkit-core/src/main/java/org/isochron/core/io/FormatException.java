package org.isochron.core.io;

import java.io.IOException;
import java.util.Objects;

/**
 * Input data that breaks its format, with the place where it does.
 *
 * <p>The message reads {@code place: problem}, for example {@code chr1.fa:1042:17: 'J' is not a DNA
 * symbol}. A place is a file followed by a line, a line and a column, or {@code byte N}.
 */
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String place;

  /**
   * Makes an exception for a problem at a place.
   *
   * @param place where the problem is, for example {@code genes.gb:120}
   * @param problem what was found and what was expected
   */
  public FormatException(String place, String problem) {
    this(place, problem, null);
  }

  /**
   * Makes an exception for a problem at a place, with the failure that showed it.
   *
   * @param place where the problem is
   * @param problem what was found and what was expected
   * @param cause the failure below, or null
   */
  public FormatException(String place, String problem, Throwable cause) {
    super(Objects.requireNonNull(place, "place") + ": " + problem, cause);
    this.place = place;
  }

  /**
   * Returns where the problem is, as {@code file:line}, {@code file:line:column} or {@code file:
   * byte N}.
   */
  public String place() {
    return place;
  }
}

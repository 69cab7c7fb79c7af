package org.isochron.bio.annotation;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads the small columns of an annotation line; empty where a column breaks the format. */
final class AnnotationColumns {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  private AnnotationColumns() {}

  static Optional<OptionalDouble> score(String column) {
    if (column.equals(".")) {
      return Optional.of(OptionalDouble.empty());
    }
    if (!NUMBER.matcher(column).matches()) {
      return Optional.empty();
    }
    double value = Double.parseDouble(column);
    return Double.isFinite(value) ? Optional.of(OptionalDouble.of(value)) : Optional.empty();
  }

  static Optional<Optional<Strand>> strand(String column) {
    return switch (column) {
      case "+" -> Optional.of(Optional.of(Strand.PLUS));
      case "-" -> Optional.of(Optional.of(Strand.MINUS));
      case ".", "?" -> Optional.of(Optional.empty());
      default -> Optional.empty();
    };
  }

  static Optional<OptionalInt> phase(String column) {
    return switch (column) {
      case "." -> Optional.of(OptionalInt.empty());
      case "0", "1", "2" -> Optional.of(OptionalInt.of(column.charAt(0) - '0'));
      default -> Optional.empty();
    };
  }

  /** Returns what messages say of a column. */
  static String expected(String column) {
    return switch (column) {
      case "score" -> "a number or '.'";
      case "strand" -> "one of + - . ?";
      default -> "0, 1, 2 or '.'";
    };
  }
}

package org.isochron.core.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.TreeSet;

/** Turns a parser's failure into one line with its place. */
final class JsonProblem {
  private static final String MISSING = "Missing creator property";

  private JsonProblem() {}

  static FormatException at(String place, JsonProcessingException failure) {
    JsonLocation location = failure.getLocation();
    boolean known = location != null && location.getLineNr() > 0;
    String where =
        known ? place + ":" + location.getLineNr() + ":" + location.getColumnNr() : place;
    return new FormatException(where, path(failure) + problem(failure), failure);
  }

  private static String problem(JsonProcessingException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return "unknown property '"
          + unknown.getPropertyName()
          + "', expected one of "
          + new TreeSet<>(unknown.getKnownPropertyIds());
    }
    if (failure instanceof ValueInstantiationException && failure.getCause() != null) {
      return String.valueOf(failure.getCause().getMessage());
    }
    String message = String.valueOf(failure.getOriginalMessage());
    if (message.startsWith(MISSING)) {
      return "missing";
    }
    return message.lines().findFirst().orElse("");
  }

  /** The keys that lead to the problem, as {@code train.epochs: }, or nothing at the top. */
  private static String path(JsonProcessingException failure) {
    if (!(failure instanceof JsonMappingException mapping)) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      String name = step.getFieldName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }
}

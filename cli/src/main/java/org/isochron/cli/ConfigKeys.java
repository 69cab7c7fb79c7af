package org.isochron.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.isochron.core.io.FormatException;

/** The keys of a configuration file. */
final class ConfigKeys {
  private ConfigKeys() {}

  /**
   * Refuses the first key that no configuration has. A misspelt key is unknown and leaves another
   * one missing: the one that is there is what the user must see.
   *
   * @param file well-formed JSON
   * @param known a configuration with all keys
   * @throws FormatException with the key's line and column, and the keys that are known there
   */
  static void refuseUnknown(Path file, JsonNode known) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          check(file, parser, known);
        }
      }
    }
  }

  private static void check(Path file, JsonParser parser, JsonNode known) throws IOException {
    JsonNode parent = known.at(parser.getParsingContext().pathAsPointer().head());
    String key = parser.currentName();
    if (!parent.isObject() || parent.has(key)) {
      return; // Below a value that is no object everything is wrong, and said elsewhere.
    }
    JsonLocation at = parser.currentTokenLocation();
    String place = file + ":" + at.getLineNr() + ":" + at.getColumnNr();
    TreeSet<String> expected = new TreeSet<>();
    parent.fieldNames().forEachRemaining(expected::add);
    String path = parser.getParsingContext().pathAsPointer().toString().substring(1);
    String problem = path.replace('/', '.') + ": unknown key '" + key + "', expected one of ";
    throw new FormatException(place, problem + expected);
  }
}

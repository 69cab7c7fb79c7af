package org.isochron.bio.windows;

import java.util.List;

/**
 * An ARFF table whose attributes are all nominal.
 *
 * @param relation its name
 * @param attributes the columns
 * @param rows the data, in order
 */
record NominalArff(String relation, List<Attribute> attributes, List<Row> rows) {
  /** A column: its name and the values it may have, in the declared order. */
  record Attribute(String name, List<String> values) {}

  /** A row: its line in the file, from 1, and a declared value for each column. */
  record Row(int line, List<String> values) {}
}

package org.isochron.cli;

import java.io.IOException;
import java.util.List;

/** A published analysis, run again: what was reported, and how to obtain it here. */
interface Reproduction {
  /** Returns its name on the command line: lower-case words joined by '-'. */
  String name();

  /** Returns what it is, in one line. */
  String title();

  /** Returns whom to cite. */
  List<String> citations();

  /** Returns the names of its data sets in the catalogue; none where it makes its data. */
  List<String> datasets();

  /** Returns what is expected of the obtained values, in the order to show. */
  List<Expectation> expectations();

  /** Returns all that the result depends on beside data and seed, for {@code metrics.json}. */
  Object config();

  /**
   * Runs it once.
   *
   * @throws IOException if the data cannot be read
   */
  ReproductionRun run(ReproductionInput input) throws IOException;
}

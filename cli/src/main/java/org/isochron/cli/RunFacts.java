package org.isochron.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.Toolkit;

/**
 * What was run, where and for how long: for the report only, as no two runs share it.
 *
 * @param command as typed
 * @param threads who computed
 * @param clock started with the command
 */
record RunFacts(String command, int threads, RunClock clock) {
  /**
   * Returns names and values, in the order to show.
   *
   * @param what of this run: its model, seeds, split
   */
  @SuppressWarnings("NonApiType") // The report asks for a map with an order.
  LinkedHashMap<String, String> table(Map<String, String> what, List<Provenance.DataFile> data) {
    LinkedHashMap<String, String> facts = new LinkedHashMap<>();
    facts.put("command", command);
    facts.put("version", Toolkit.version());
    facts.putAll(what);
    for (Provenance.DataFile file : data) {
      facts.merge("data " + file.name(), "sha256 " + file.sha256(), (a, b) -> a + "; " + b);
    }
    facts.put("JDK", Version.jdk());
    facts.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("kernels", Toolkit.kernels());
    facts.put("threads", Integer.toString(threads));
    facts.put("wall time", String.format(Locale.ROOT, "%.1f s", clock.seconds()));
    return facts;
  }
}

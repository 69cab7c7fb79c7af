package org.isochron.astro.lightcurve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers bands in the order in which they are first seen. */
final class BandIndex {
  private final BandAliases aliases;
  private final Map<String, Integer> byName = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  BandIndex(BandAliases aliases) {
    this.aliases = aliases;
  }

  int of(String written) {
    Integer known = byName.get(written);
    if (known != null) {
      return known;
    }
    String band = aliases.bandOf(written);
    int index = names.indexOf(band);
    if (index < 0) {
      index = names.size();
      names.add(band);
    }
    byName.put(written, index);
    return index;
  }

  List<String> names() {
    return names;
  }
}

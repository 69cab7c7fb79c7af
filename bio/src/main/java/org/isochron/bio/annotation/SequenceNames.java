package org.isochron.bio.annotation;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The name that a sequence has in one file, from the name that it has in another: the same one, or,
 * if {@link ChromosomeNames} are given, one that means the same.
 */
public final class SequenceNames {
  private final Set<String> names;
  private final Optional<ChromosomeNames> aliases;
  private final Map<String, String> found = new HashMap<>();

  /**
   * Makes a translation.
   *
   * @param names to choose from
   * @param aliases which names mean the same; empty: only equal ones do
   */
  public SequenceNames(Collection<String> names, Optional<ChromosomeNames> aliases) {
    this.names = new LinkedHashSet<>(names);
    this.aliases = aliases;
  }

  /** Returns whether only equal names mean the same sequence. */
  public boolean exact() {
    return aliases.isEmpty();
  }

  /**
   * Returns the name to choose.
   *
   * @param name in the other file
   * @throws IllegalArgumentException if none, or more than one, means the same
   */
  public String resolve(String name) {
    String known = found.get(name);
    if (known == null) {
      known = aliases.isPresent() ? aliases.get().resolve(name, names) : same(name);
      found.put(name, known);
    }
    return known;
  }

  private String same(String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(message(name));
    }
    return name;
  }

  private String message(String name) {
    try {
      String alias = ChromosomeNames.prefixOnly().resolve(name, names);
      return "name: no sequence of the file is '"
          + name
          + "'; with names matched by prefix, '"
          + alias
          + "' is";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}

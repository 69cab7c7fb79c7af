package org.isochron.astro.transients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;
import org.isochron.core.training.Seeds;

/**
 * Objects dealt to training, validation and test by group: no group has objects on two sides.
 *
 * @param train to train on
 * @param validation to choose epoch, temperature and threshold by
 * @param test to measure
 */
public record TransientSplit(TransientSet train, TransientSet validation, TransientSet test) {
  private static final String HEADER = "object\tgroup\tset";
  private static final List<String> SETS = List.of("train", "validation", "test");

  /**
   * Checks that groups are whole.
   *
   * @throws IllegalArgumentException if a group is on two sides
   */
  public TransientSplit {
    Map<String, Integer> sideOf = new LinkedHashMap<>();
    List<TransientSet> sides = List.of(train, validation, test);
    for (int side = 0; side < sides.size(); side++) {
      for (TransientObject object : sides.get(side).objects()) {
        Integer before = sideOf.putIfAbsent(object.group(), side);
        if (before != null && before != side) {
          throw new IllegalArgumentException(
              "group '%s' is on two sides, %s and %s"
                  .formatted(object.group(), SETS.get(before), SETS.get(side)));
        }
      }
    }
  }

  /**
   * Deals groups at random.
   *
   * @param set labelled objects
   * @param training share of the objects to train on, above 0
   * @param validation share to validate by, above 0; the rest is the test
   * @param seed of the order of groups
   */
  public static TransientSplit byGroup(
      TransientSet set, double training, double validation, long seed) {
    if (!(training > 0) || !(validation > 0) || training + validation > 1) {
      throw new IllegalArgumentException(
          "shares: expected training and validation above 0 and at most 1 together, found "
              + training
              + " and "
              + validation);
    }
    Map<String, List<TransientObject>> groups = new LinkedHashMap<>();
    for (TransientObject object : set.objects()) {
      groups.computeIfAbsent(object.group(), g -> new ArrayList<>()).add(object);
    }
    List<List<TransientObject>> dealt = new ArrayList<>(groups.values());
    RandomGenerator random = Seeds.random(seed, "split");
    int[] order = Seeds.permutation(dealt.size(), random);
    List<List<TransientObject>> sides =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    double wantedTest = (1 - training - validation) * set.objects().size();
    double wantedValidation = validation * set.objects().size();
    for (int g : order) {
      List<TransientObject> group = dealt.get(g);
      int side = 0;
      if (sides.get(2).size() + group.size() / 2.0 <= wantedTest) {
        side = 2;
      } else if (sides.get(1).size() + group.size() / 2.0 <= wantedValidation) {
        side = 1;
      }
      sides.get(side).addAll(group);
    }
    return new TransientSplit(
        set.with(sides.get(0)), set.with(sides.get(1)), set.with(sides.get(2)));
  }

  /**
   * Writes each object's side, as tab-separated text.
   *
   * @param file where
   */
  public void save(Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    List<TransientSet> sides = List.of(train, validation, test);
    for (int side = 0; side < sides.size(); side++) {
      for (TransientObject object : sides.get(side).objects()) {
        text.append(object.id()).append('\t').append(object.group()).append('\t');
        text.append(SETS.get(side)).append('\n');
      }
    }
    AtomicFile.writeText(file, text.toString());
  }

  /**
   * Reads a split of a set.
   *
   * @param file as {@link #save} writes it
   * @param set the objects, each of which the file must name once
   * @throws FormatException with the line, if it does not fit the set
   */
  public static TransientSplit load(Path file, TransientSet set) throws IOException {
    String name = file.getFileName().toString();
    Map<String, TransientObject> objects = new LinkedHashMap<>();
    set.objects().forEach(object -> objects.put(object.id(), object));
    List<List<TransientObject>> sides =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new FormatException(name + ":1", "expected the header '" + HEADER + "'");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split("\t", -1);
      int side = cells.length == 3 ? SETS.indexOf(cells[2]) : -1;
      if (side < 0) {
        throw new FormatException(
            name + ":" + (i + 1),
            "expected 'object<tab>group<tab>train|validation|test', found '" + lines.get(i) + "'");
      }
      TransientObject object = objects.get(cells[0]);
      if (object == null || !seen.add(cells[0])) {
        throw new FormatException(
            name + ":" + (i + 1),
            "object '" + cells[0] + "' is not among the light curves, or comes twice");
      }
      sides.get(side).add(object);
    }
    if (seen.size() < objects.size()) {
      objects.keySet().removeAll(seen);
      throw new FormatException(
          name,
          "%d objects are missing, the first is '%s'"
              .formatted(objects.size(), objects.keySet().iterator().next()));
    }
    try {
      return new TransientSplit(
          set.with(sides.get(0)), set.with(sides.get(1)), set.with(sides.get(2)));
    } catch (IllegalArgumentException e) {
      throw new FormatException(name, e.getMessage(), e);
    }
  }
}

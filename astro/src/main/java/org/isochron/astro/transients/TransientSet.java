package org.isochron.astro.transients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.astro.lightcurve.Brightness;
import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.astro.lightcurve.LightCurveSet;
import org.isochron.core.io.FormatException;

/**
 * Objects with labels, groups and redshifts.
 *
 * @param objects all of them
 * @param bands names of the bands of their light curves
 */
public record TransientSet(List<TransientObject> objects, List<String> bands) {
  /** Copies the lists. */
  public TransientSet {
    objects = List.copyOf(objects);
    bands = List.copyOf(bands);
  }

  /** Gives something of an object, or fails with its place. */
  @FunctionalInterface
  public interface OfObject<T> {
    /**
     * Returns it.
     *
     * @param curve the object
     * @throws FormatException if its table has no such column
     */
    T of(LightCurve curve) throws FormatException;
  }

  /**
   * Makes a set.
   *
   * @param curves light curves of fluxes
   * @param label class of an object; blanks around it are dropped
   * @param group of an object
   * @param redshift of an object
   * @throws FormatException if they are magnitudes, or an object has no observation
   */
  public static TransientSet of(
      LightCurveSet curves,
      OfObject<String> label,
      OfObject<String> group,
      OfObject<Redshift> redshift)
      throws FormatException {
    if (curves.brightness() != Brightness.FLUX) {
      throw new FormatException("light curves", "expected fluxes, found magnitudes");
    }
    List<TransientObject> objects = new ArrayList<>();
    for (LightCurve curve : curves.curves()) {
      if (curve.size() == 0) {
        throw new FormatException("light curves", "object " + curve.id() + " has no observation");
      }
      objects.add(
          new TransientObject(
              curve, label.of(curve).strip(), group.of(curve).strip(), redshift.of(curve)));
    }
    return new TransientSet(objects, curves.bands());
  }

  /** Returns the classes that objects have, in order of the alphabet. */
  public List<String> classes() {
    return objects.stream()
        .map(TransientObject::label)
        .filter(label -> !label.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the set with other objects. */
  public TransientSet with(List<TransientObject> others) {
    return new TransientSet(others, bands);
  }

  /**
   * Refuses objects without an observation in the bands that are read.
   *
   * @param read names of the bands
   * @throws FormatException with the first such object, and their number
   */
  public void requireObserved(List<String> read) throws FormatException {
    int[] columns = columns(read);
    List<String> missing = new ArrayList<>();
    for (TransientObject object : objects) {
      if (Arrays.stream(object.curve().bands()).noneMatch(band -> columns[band] >= 0)) {
        missing.add(object.id());
      }
    }
    if (!missing.isEmpty()) {
      throw new FormatException(
          "light curves",
          "%d objects have no observation in %s, the first is %s; the bands of all are %s"
              .formatted(
                  missing.size(),
                  String.join(", ", read),
                  missing.get(0),
                  String.join(", ", bands)));
    }
  }

  /**
   * Returns for each of the set's bands which channel reads it, −1 for none.
   *
   * @param read names of the bands that are read
   */
  int[] columns(List<String> read) {
    return bands.stream().mapToInt(read::indexOf).toArray();
  }
}

package org.isochron.astro.transients;

import java.util.random.RandomGenerator;
import org.isochron.core.sequence.Sequence;

/** The objects of a set as sequences of nights, as they are or changed as training changes them. */
final class ObjectEncoder {
  private final TransientSet set;
  private final Nights[] nights;
  private final NightEncoder encoder;
  private final boolean readsRedshift;

  /**
   * Collects the nights of all objects.
   *
   * @throws IllegalArgumentException if one has no observation in the bands that are read
   */
  ObjectEncoder(TransientConfig.Reading reading, TransientSet set) {
    this.set = set;
    readsRedshift = reading.redshift();
    int bands = reading.bands().size();
    encoder = new NightEncoder(bands, readsRedshift, reading.causal());
    int[] columns = set.columns(reading.bands());
    nights = new Nights[set.objects().size()];
    for (int i = 0; i < nights.length; i++) {
      nights[i] = Nights.of(set.objects().get(i).curve(), columns, bands);
      if (nights[i].size() == 0) {
        throw new IllegalArgumentException(
            "object %s has no observation in %s; its set has %s"
                .formatted(set.objects().get(i).id(), reading.bands(), set.bands()));
      }
    }
  }

  int channels() {
    return encoder.channels();
  }

  int size() {
    return nights.length;
  }

  TransientObject object(int index) {
    return set.objects().get(index);
  }

  /** Returns the times of an object's nights. */
  double[] times(int index) {
    return nights[index].times();
  }

  Sequence encode(int index) {
    return encoder.encode(object(index).id(), nights[index], redshift(index));
  }

  Sequence encode(int index, Augmentation augmentation, RandomGenerator random) {
    Nights changed = augmentation.apply(nights[index], random);
    return encoder.encode(object(index).id(), changed, augmentation.apply(redshift(index), random));
  }

  private Redshift redshift(int index) {
    return readsRedshift ? object(index).redshift() : Redshift.NONE;
  }
}

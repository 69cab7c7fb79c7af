package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Several taggers as one: the mean of their logits and of their grammars' scores, through one
 * grammar. Temperatures and calling thresholds are the means of the members'; a gene that one of
 * them was fitted to is one that the ensemble was.
 *
 * <p>Members may differ in network, seed, and genes of training. Memory and time grow with their
 * number; the grammar's do not.
 */
public final class SpliceEnsemble {
  private SpliceEnsemble() {}

  /**
   * Unites taggers; one alone stays what it is.
   *
   * @param taggers at least one, none of which reads a species yet
   * @throws IllegalArgumentException if there is none, or they do not tell the same species apart,
   *     in the same order
   */
  public static SpliceTagger of(List<SpliceTagger> taggers) {
    if (taggers.isEmpty()) {
      throw new IllegalArgumentException("an ensemble needs at least one tagger, found none");
    }
    SpliceTagger first = taggers.get(0);
    if (taggers.size() == 1) {
      return first;
    }
    for (int i = 1; i < taggers.size(); i++) {
      requireSame(i, "species read", first.species(), taggers.get(i).species());
      requireSame(i, "tasks", TaskReader.tasks(first), TaskReader.tasks(taggers.get(i)));
      requireSame(
          i,
          "species told",
          TaskReader.speciesNames(first),
          TaskReader.speciesNames(taggers.get(i)));
    }
    List<TaggerMember> members = new ArrayList<>();
    taggers.forEach(
        tagger ->
            tagger.members().forEach(m -> members.add(new TaggerMember(m.model(), m.settings()))));
    TaggerSettings like = first.settings();
    TaggerSettings settings =
        new TaggerSettings(
            like.alphabet(), like.radius(), species(members), seen(members), like.tasks());
    return new SpliceTagger(members, settings, "");
  }

  private static void requireSame(
      int index, String what, List<String> expected, List<String> found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "tagger "
              + (index + 1)
              + ": "
              + what
              + ": expected "
              + expected
              + ", as of the first, found "
              + found);
    }
  }

  private static List<TaggerSettings.Species> species(List<TaggerMember> members) {
    List<TaggerSettings.Species> all = new ArrayList<>();
    for (int s = 0; s < members.get(0).settings().species().size(); s++) {
      int index = s;
      List<TaggerSettings.Species> of =
          members.stream().map(m -> m.settings().species().get(index)).toList();
      all.add(
          new TaggerSettings.Species(
              of.get(0).name(),
              mean(of, TaggerSettings.Species::donorThreshold),
              mean(of, TaggerSettings.Species::acceptorThreshold),
              SiteCalibration.mean(of.stream().map(TaggerSettings.Species::calibration).toList()),
              ofRecords(of)));
    }
    return all;
  }

  private static double mean(
      List<TaggerSettings.Species> of, ToDoubleFunction<TaggerSettings.Species> value) {
    return of.stream().mapToDouble(value).average().orElseThrow();
  }

  /** Returns the mean thresholds of whole records, if each member has such. */
  private static List<SiteThresholds> ofRecords(List<TaggerSettings.Species> of) {
    return of.stream().anyMatch(s -> s.ofRecords().isEmpty())
        ? List.of()
        : List.of(
            new SiteThresholds(
                mean(of, s -> s.ofRecords().get(0).donor()),
                mean(of, s -> s.ofRecords().get(0).acceptor())));
  }

  private static TrainedGenes seen(List<TaggerMember> members) {
    TreeSet<String> training = new TreeSet<>();
    TreeSet<String> validation = new TreeSet<>();
    for (TaggerMember member : members) {
      training.addAll(member.settings().trainedGenes().training());
      validation.addAll(member.settings().trainedGenes().validation());
    }
    validation.removeAll(training);
    return new TrainedGenes(List.copyOf(training), List.copyOf(validation));
  }
}

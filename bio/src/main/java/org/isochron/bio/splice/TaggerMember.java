package org.isochron.bio.splice;

import java.util.List;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;

/**
 * One of the models that a tagger is made of; mostly the only one.
 *
 * @param model network, parameters, provenance
 * @param settings what it needs beside them
 */
record TaggerMember(TrainedModel model, TaggerSettings settings) {
  /**
   * Returns the model of the only member.
   *
   * @throws IllegalStateException if there are several
   */
  static TrainedModel only(List<TaggerMember> members) {
    if (members.size() > 1) {
      throw new IllegalStateException("an ensemble of " + members.size() + " has no one model");
    }
    return members.get(0).model();
  }

  /** Returns what reads sites with all members, before a species is chosen. */
  static SiteReader reader(List<TaggerMember> members, Workers workers) {
    return SiteReader.of(
        members.stream().map(m -> ScoringModel.of(m.model(), m.settings())).toList(), workers);
  }

  /** Returns the members with probabilities as their networks give them. */
  static List<TaggerMember> uncalibrated(List<TaggerMember> members) {
    return members.stream()
        .map(m -> new TaggerMember(m.model(), m.settings().uncalibrated()))
        .toList();
  }
}

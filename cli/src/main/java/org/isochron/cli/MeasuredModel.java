package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.TrainedModel;

/**
 * Which model was measured, or which several as one.
 *
 * @param members at least one
 */
record MeasuredModel(List<Member> members) {
  /**
   * One model.
   *
   * @param file as typed
   * @param sha256 of the file
   * @param kind of model
   * @param seed of its training
   */
  record Member(Path file, String sha256, String kind, long seed) {
    private Map<String, Object> metrics() {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("sha256", sha256);
      m.put("kind", kind);
      m.put("seed", seed);
      return m;
    }
  }

  static MeasuredModel of(List<Path> files, SpliceTagger tagger) throws IOException {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      TrainedModel model = tagger.members().get(i).model();
      String sha256 = ModelFile.sha256(files.get(i));
      members.add(new Member(files.get(i), sha256, model.kind(), model.provenance().seed()));
    }
    return new MeasuredModel(List.copyOf(members));
  }

  /**
   * Returns what {@code metrics.json} says: what is inside, not where the files stand; of several
   * models a list {@code members}.
   */
  Map<String, Object> metrics() {
    if (members.size() == 1) {
      return members.get(0).metrics();
    }
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("members", members.stream().map(Member::metrics).toList());
    return m;
  }

  /** Returns names and values for the report, in the order to show. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    members.forEach(one -> facts.put("model " + one.file(), "sha256 " + one.sha256()));
    facts.put("model kind", members.get(0).kind());
    facts.put(
        members.size() == 1 ? "seed of the model's training" : "seeds of the models' trainings",
        members.stream().map(one -> Long.toString(one.seed())).collect(Collectors.joining(", ")));
    return facts;
  }

  /** Returns the files as typed. */
  String files() {
    return members.stream().map(one -> one.file().toString()).collect(Collectors.joining(", "));
  }
}

package org.isochron.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.training.Seeds;

/**
 * A reproduction that draws its result, on the bundled data.
 *
 * @param least the share that it expects
 */
record MadeReproduction(double least) implements Reproduction {
  @Override
  public String name() {
    return "made";
  }

  @Override
  public String title() {
    return "A made analysis";
  }

  @Override
  public List<String> citations() {
    return List.of("nobody");
  }

  @Override
  public List<String> datasets() {
    return List.of("dmel-augustus");
  }

  @Override
  public List<Expectation> expectations() {
    return List.of(
        Expectation.atLeast("share", least, "made up"),
        Expectation.about("count", 3, 0.5, "made up"));
  }

  @Override
  public Map<String, Object> config() {
    return Map.of("least", least);
  }

  @Override
  public ReproductionRun run(ReproductionInput input) {
    double share = 0.5 + 0.5 * Seeds.random(input.seed(), "made").nextDouble();
    input.progress().accept("drew " + input.data("dmel-augustus").files().size());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("share", new Estimate(share, share / 2, 1));
    values.put("count", 3.0);
    values.put("more", 7.0);
    return new ReproductionRun(values, Map.of(), "share\n" + share + "\n");
  }
}

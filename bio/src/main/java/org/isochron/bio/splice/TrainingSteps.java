package org.isochron.bio.splice;

/** How many steps a training makes, which differs a little from epoch to epoch. */
public final class TrainingSteps {
  private TrainingSteps() {}

  /**
   * Returns the steps of a whole epoch.
   *
   * @param split whose training genes are trained on
   * @param config of the tagger
   * @param epoch from 1
   */
  public static long ofEpoch(GeneSplit split, SpliceConfig config, int epoch) {
    SpliceEncoder encoder = new SpliceEncoder(config.network().radius());
    SpliceChunks chunks = new SpliceChunks(SpliceUnit.of(split.train()), encoder, config.chunk());
    int sequences = chunks.epoch(config.training().seed(), epoch - 1).size();
    int batch = config.training().batchSize();
    return ((long) sequences + batch - 1) / batch;
  }
}

package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * What a tagger's heads on whole stretches say of sequences: {@link TaskConfig}. Each sequence is
 * read as one stretch; training's were of {@link #window} bases at most.
 */
public final class TaskReader {
  /** Bases that the network reads side by side. */
  private static final int BATCH_BASES = 1 << 16;

  private final SpliceTagger tagger;
  private final Workers workers;
  private final List<Voter> voters = new ArrayList<>();

  /** A member of the tagger, and what runs it. */
  private record Voter(SpliceTagger member, NetworkRun run) {}

  private TaskReader(SpliceTagger tagger, Workers workers) {
    this.tagger = tagger;
    this.workers = workers;
    for (SpliceTagger member : tagger.members()) {
      NetworkRun run = new NetworkRun(member.model().network(), workers);
      run.parameters(member.model().parameters());
      voters.add(new Voter(member, run));
    }
  }

  /**
   * Makes a reader.
   *
   * @param tagger with any heads; of one that tells species apart by its input, as it reads one
   * @param workers who computes, also later
   */
  public static TaskReader of(SpliceTagger tagger, Workers workers) {
    return new TaskReader(tagger, workers);
  }

  /** Returns the names of the tagger's heads on whole stretches, of those of {@link TaskConfig}. */
  public static List<String> tasks(SpliceTagger tagger) {
    return tagger.members().get(0).model().network().heads().stream()
        .map(Head::name)
        .filter(name -> !name.equals(SpliceConfig.STRUCTURE))
        .toList();
  }

  /** Returns the bases of a training stretch. */
  public int window() {
    return tagger.settings().tasks().window();
  }

  /** Returns the names of the species that a tagger's head tells, in order; empty without one. */
  public static List<String> speciesNames(SpliceTagger tagger) {
    return tagger.settings().tasks().species();
  }

  /**
   * Returns the probability of each sequence that it is read in its gene's direction, from what the
   * head says of the sequence and of its reverse complement, and from the sites that are found in
   * either: {@link StrandWeights}. Those of a sequence and of its reverse complement have the sum
   * 1.
   *
   * @param sequences IUPAC letters, at least one each
   * @throws IllegalArgumentException if the tagger has no head of the strand, or a sequence no base
   */
  public double[] sense(List<byte[]> sequences) {
    List<StrandWeights> ofMembers =
        voters.stream().map(v -> v.member().settings().tasks().strand()).toList();
    StrandWeights weights = StrandWeights.mean(ofMembers);
    return strandEvidence(sequences).stream().mapToDouble(weights::probability).toArray();
  }

  /** Returns what is said of the strand of each sequence. */
  List<StrandWeights.Evidence> strandEvidence(List<byte[]> sequences) {
    List<byte[]> all = new ArrayList<>(sequences);
    sequences.forEach(bases -> all.add(Iupac.reverseComplement(bases)));
    double[][] heads = rows(TaskConfig.STRAND, all);
    List<SpliceTagger.SiteProbabilities> sites = tagger.probabilities(all, workers);
    int count = sequences.size();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                StrandWeights.Evidence.of(
                    heads[i][ChunkTasks.SENSE],
                    heads[count + i][ChunkTasks.SENSE],
                    StrandWeights.sitesOf(sites.get(i)),
                    StrandWeights.sitesOf(sites.get(count + i))))
        .toList();
  }

  /**
   * Returns the probabilities of the species of each sequence, [n][species].
   *
   * @param sequences IUPAC letters, at least one each
   * @throws IllegalArgumentException if the tagger has no head of the species, or a sequence no
   *     base
   */
  public double[][] species(List<byte[]> sequences) {
    return rows(TaskConfig.SPECIES, sequences);
  }

  /**
   * Returns log(1 + RNA-seq reads) that are expected to span each sequence's introns.
   *
   * @param sequences IUPAC letters, at least one each, read as the sense strand
   * @throws IllegalArgumentException if the tagger has no head of the usage, or a sequence no base
   */
  public double[] logUsage(List<byte[]> sequences) {
    double[][] rows = rows(TaskConfig.USAGE, sequences);
    return Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
  }

  /** Returns what the head says, of several members the mean. */
  private double[][] rows(String task, List<byte[]> sequences) {
    List<String> there = tasks(tagger);
    if (!there.contains(task)) {
      throw new IllegalArgumentException(
          "task " + task + ": expected one of the tagger's, found " + there);
    }
    double[][] rows = new double[sequences.size()][];
    int from = 0;
    int bases = 0;
    for (int i = 0; i < rows.length; i++) {
      int more = sequences.get(i).length;
      if (i > from && bases + more > BATCH_BASES) {
        read(task, sequences, from, i, rows);
        from = i;
        bases = 0;
      }
      bases += more;
    }
    if (from < rows.length) {
      read(task, sequences, from, rows.length, rows);
    }
    return rows;
  }

  private void read(String task, List<byte[]> sequences, int from, int to, double[][] rows) {
    for (Voter voter : voters) {
      SpliceEncoder encoder = voter.member().encoder();
      List<Sequence> batch = new ArrayList<>();
      for (int i = from; i < to; i++) {
        byte[] bases = sequences.get(i);
        if (bases.length == 0) {
          throw new IllegalArgumentException("bases: expected at least one, found none");
        }
        batch.add(encoder.encode(new SpliceEncoder.Window("window " + i, bases, 0, bases.length)));
      }
      Head head = voter.member().model().network().head(task);
      SequenceBatch read = SequenceBatch.of(batch);
      boolean pooled = head.loss().isPooled();
      float[][] outputs =
          (pooled ? voter.run().predictions(read) : voter.run().logits(read)).get(task);
      TaskSettings settings = voter.member().settings().tasks();
      for (int i = from; i < to; i++) {
        double[] answer = answer(outputs[i - from], head, settings);
        rows[i] = rows[i] == null ? new double[answer.length] : rows[i];
        for (int k = 0; k < answer.length; k++) {
          rows[i][k] += answer[k] / voters.size();
        }
      }
    }
  }

  /**
   * Returns probabilities of classes, or a log usage, from the mean of a head's outputs; those of a
   * head that pools are probabilities already.
   */
  private static double[] answer(float[] outputs, Head head, TaskSettings settings) {
    if (head.loss().isPooled()) {
      double[] p = new double[outputs.length];
      Arrays.setAll(p, k -> outputs[k]);
      return p;
    }
    double[] mean = new double[head.outputs()];
    for (int i = 0; i < outputs.length; i++) {
      mean[i % mean.length] += outputs[i];
    }
    double times = (double) outputs.length / mean.length;
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= times;
    }
    if (!head.loss().takesClasses()) {
      return new double[] {settings.logUsage(mean[0])};
    }
    return softmax(mean);
  }

  private static double[] softmax(double[] z) {
    double max = Arrays.stream(z).max().orElseThrow();
    double[] p = Arrays.stream(z).map(value -> StrictMath.exp(value - max)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(value -> value / sum).toArray();
  }
}

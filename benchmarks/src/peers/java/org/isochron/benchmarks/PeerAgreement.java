package org.isochron.benchmarks;

import java.util.Locale;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.recurrence.Workers;

/**
 * Whether both sides do the same work: the loss, and its gradient, of the same parameters on the
 * same data.
 *
 * @param ourLoss loss of ours
 * @param peerLoss loss of the peer
 * @param gradientError largest difference of the gradients over the largest entry
 */
record PeerAgreement(double ourLoss, double peerLoss, double gradientError) {
  private static final double LOSS_TOLERANCE = 1e-4;
  private static final double GRADIENT_TOLERANCE = 1e-3;

  /**
   * Computes both.
   *
   * @param problem what
   * @param peer the peer, with the problem's parameters
   */
  static PeerAgreement of(Problem problem, LibtorchStep peer) {
    double[] ours = new double[problem.parameters().length];
    double loss;
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(problem.network(), workers);
      run.parameters(problem.parameters());
      loss = run.lossAndGradient(problem.batch(), ours, 0);
    }
    double[] theirs = new double[ours.length];
    double peerLoss = peer.lossAndGradient(theirs);
    double largest = 0;
    double error = 0;
    for (int i = 0; i < ours.length; i++) {
      largest = Math.max(largest, Math.abs(ours[i]));
      error = Math.max(error, Math.abs(ours[i] - theirs[i]));
    }
    if (problem.what().inference()) {
      peerLoss = peer.inferredLoss();
    }
    return new PeerAgreement(loss, peerLoss, error / largest);
  }

  /** Returns whether they agree; NaN does not. */
  boolean holds() {
    return Math.abs(ourLoss - peerLoss) <= LOSS_TOLERANCE && gradientError <= GRADIENT_TOLERANCE;
  }

  /**
   * Returns this.
   *
   * @throws IllegalStateException if they do not agree: then their times say nothing
   */
  PeerAgreement orThrow(String id) {
    if (!holds()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: the peer computes something else: loss %.6f, ours %.6f; gradients differ by %.1e",
              id,
              peerLoss,
              ourLoss,
              gradientError));
    }
    return this;
  }
}

package org.isochron.core.objective;

/**
 * What a head is trained by.
 *
 * @param kind which loss
 * @param parameter label smoothing ε in [0, 1) of a cross-entropy, γ of a focal loss, δ of a Huber
 *     loss, r of a pooled cross-entropy; 0 for the others
 * @param chain the chain of {@link Kind#CHAIN}, else null
 */
public record Loss(Kind kind, double parameter, LinearChain chain) {
  /** The losses; z are a head's outputs at a step, y its target, w the weights of its outputs. */
  public enum Kind {
    /**
     * −Σ_k w_k q_k log softmax(z)_k, q = (1 − ε) e_y + ε/C. Szegedy et al. 2016, doi
     * 10.1109/CVPR.2016.308.
     */
    CROSS_ENTROPY,
    /** −w_y (1 − p)^γ log p, p = softmax(z)_y. Lin et al. 2017, doi 10.1109/ICCV.2017.324. */
    FOCAL,
    /** Σ_k w_k (log(1 + e^z_k) − y_k z_k), y_k in [0, 1]: independent yes-or-no outputs. */
    BINARY,
    /** Σ_k w_k (z_k − y_k)². */
    SQUARED,
    /**
     * Σ_k w_k h(z_k − y_k), h(r) = ½ r² for |r| ≤ δ, else δ (|r| − ½ δ). Huber 1964, doi
     * 10.1214/aoms/1177703732.
     */
    HUBER,
    /** Σ_k w_k (e^z_k − y_k z_k): counts y_k ≥ 0 of rate e^z_k, without log y_k!. */
    POISSON,
    /**
     * Σ_k w_k ½ (log 2π + s_k + (y_k − m_k)² e^−s_k): the outputs are all means m, then all log
     * variances s. Nix and Weigend 1994, doi 10.1109/ICNN.1994.374138.
     */
    GAUSSIAN,
    /**
     * −log of the probability of all alignments of a transcript, class 0 the blank. Graves et al.
     * 2006, doi 10.1145/1143844.1143891.
     */
    CTC,
    /**
     * −w_y log softmax(z̄)_y of the sequence, z̄_k = log(Σ_t e^(r z_tk) / T) / r: from the mean
     * over its T steps, r near 0, to the largest, r without end. What one step knows is enough.
     * Pinheiro and Collobert 2015, doi 10.1109/CVPR.2015.7298780.
     */
    POOLED_CROSS_ENTROPY,
    /** −log p(labels) in a {@link LinearChain}. */
    CHAIN
  }

  /**
   * Checks the parameter.
   *
   * @throws IllegalArgumentException if it is out of range, or a chain is missing or too much
   */
  public Loss {
    if (kind == null) {
      throw new IllegalArgumentException("loss: expected a kind, found null");
    }
    boolean fits =
        switch (kind) {
          case CROSS_ENTROPY -> parameter >= 0 && parameter < 1;
          case FOCAL -> parameter >= 0 && parameter <= 100;
          case HUBER -> parameter > 0 && parameter < 1e300;
          case POOLED_CROSS_ENTROPY -> parameter >= 1e-3 && parameter <= 1e3;
          default -> parameter == 0;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "loss "
              + kind
              + ": expected smoothing in [0, 1), gamma in [0, 100], delta above 0, sharpness in"
              + " [0.001, 1000], or 0 for losses without a parameter, found "
              + parameter);
    }
    if ((kind == Kind.CHAIN) != (chain != null)) {
      throw new IllegalArgumentException(
          "loss " + kind + ": expected a chain for CHAIN and for no other");
    }
  }

  /** Returns the softmax cross-entropy. */
  public static Loss crossEntropy() {
    return new Loss(Kind.CROSS_ENTROPY, 0, null);
  }

  /**
   * Returns the softmax cross-entropy with label smoothing.
   *
   * @param smoothing ε in [0, 1)
   */
  public static Loss crossEntropy(double smoothing) {
    return new Loss(Kind.CROSS_ENTROPY, smoothing, null);
  }

  /**
   * Returns the focal loss.
   *
   * @param gamma γ, at least 0; 0 is the cross-entropy
   */
  public static Loss focal(double gamma) {
    return new Loss(Kind.FOCAL, gamma, null);
  }

  /** Returns the logistic loss of independent outputs. */
  public static Loss binary() {
    return new Loss(Kind.BINARY, 0, null);
  }

  /** Returns the squared error. */
  public static Loss squared() {
    return new Loss(Kind.SQUARED, 0, null);
  }

  /**
   * Returns the Huber loss.
   *
   * @param delta δ, above 0
   */
  public static Loss huber(double delta) {
    return new Loss(Kind.HUBER, delta, null);
  }

  /** Returns the Poisson loss of log rates. */
  public static Loss poisson() {
    return new Loss(Kind.POISSON, 0, null);
  }

  /** Returns the Gaussian likelihood of means and log variances. */
  public static Loss gaussian() {
    return new Loss(Kind.GAUSSIAN, 0, null);
  }

  /** Returns connectionist temporal classification. */
  public static Loss ctc() {
    return new Loss(Kind.CTC, 0, null);
  }

  /**
   * Returns the cross-entropy of outputs pooled over a sequence's steps.
   *
   * @param sharpness r in [0.001, 1000]
   */
  public static Loss pooledCrossEntropy(double sharpness) {
    return new Loss(Kind.POOLED_CROSS_ENTROPY, sharpness, null);
  }

  /** Returns the likelihood of a chain. */
  public static Loss chain(LinearChain chain) {
    return new Loss(Kind.CHAIN, 0, chain);
  }

  /** Returns the number of parameters of the loss itself: the transition scores of a chain. */
  public int parameterCount() {
    return chain == null ? 0 : chain.transitions().size();
  }

  /** Returns whether targets are class indices, one for each row, or of pooled outputs one. */
  public boolean takesClasses() {
    return kind == Kind.CROSS_ENTROPY || kind == Kind.FOCAL || isPooled();
  }

  /** Returns whether a sequence has one target though there are outputs at each step. */
  public boolean isPooled() {
    return kind == Kind.POOLED_CROSS_ENTROPY;
  }

  /** Returns whether targets are numbers. */
  public boolean takesValues() {
    return switch (kind) {
      case BINARY, SQUARED, HUBER, POISSON, GAUSSIAN -> true;
      default -> false;
    };
  }
}

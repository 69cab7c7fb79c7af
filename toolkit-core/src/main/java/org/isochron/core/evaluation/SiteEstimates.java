package org.isochron.core.evaluation;

/**
 * The scores of {@link SiteScores} with bootstrap intervals.
 *
 * @param topK share of true sites among the k highest scores
 * @param auprc area under the precision-recall curve, by steps
 * @param bestF1 the highest F1 over all thresholds
 */
public record SiteEstimates(Estimate topK, Estimate auprc, Estimate bestF1) {}

package org.isochron.core.evaluation;

/**
 * Top-k, area under the precision-recall curve and best F1 of a ranking of sites.
 *
 * <p>All are 0 where there is no site; with a site the area is above 0.
 *
 * @param topK as {@link PrecisionRecall#topK}
 * @param auprc as {@link PrecisionRecall#averagePrecision}
 * @param bestF1 as {@link PrecisionRecall#bestF1}: optimistic, as its threshold is chosen on the
 *     same data
 */
public record SiteScores(double topK, double auprc, double bestF1) {}

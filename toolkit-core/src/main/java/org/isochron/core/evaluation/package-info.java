/**
 * Measures of predictions, the same for every domain: ranking (precision-recall, ROC, top-k),
 * decisions (confusion counts, McNemar), probabilities (calibration) and their uncertainty (cluster
 * bootstrap).
 *
 * <p>A position is predicted positive where its score is at or above the threshold; positions of
 * equal score are never separated. Everything is computed in double from counts, in one order.
 */
package org.isochron.core.evaluation;

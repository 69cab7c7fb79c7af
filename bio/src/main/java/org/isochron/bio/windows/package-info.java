/**
 * Labelled windows around splice sites: the field's benchmark sets, folds of them, leak reports.
 */
package org.isochron.bio.windows;

/**
 * Figures (SVG and PNG), tables and one self-contained HTML report.
 *
 * <p>Charts take plain arrays and small records, so that any module can fill them. Layout is
 * measured with the fonts of the Java runtime: the same figure gives the same bytes wherever the
 * same fonts are installed, and text positions may differ by fractions of a pixel elsewhere.
 */
package org.isochron.report;

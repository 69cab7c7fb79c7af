package org.isochron.bio.annotation;

/**
 * A feature that a lenient reader left out.
 *
 * @param gene the name that its gene or transcript would have; for rows without a parent, that
 *     parent's
 * @param place {@code file:line} of its first line
 * @param location its location, 1-based and without blanks
 * @param reason why it is in no {@link Gene}
 */
public record SkippedFeature(String gene, String place, String location, String reason) {}

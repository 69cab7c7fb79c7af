package org.isochron.bio.annotation;

/**
 * A feature that a lenient reader left out.
 *
 * @param gene the name that its gene would have
 * @param place {@code file:line} of its first line
 * @param location its location, without blanks
 * @param reason why no {@link Gene} holds it
 */
public record SkippedFeature(String gene, String place, String location, String reason) {}

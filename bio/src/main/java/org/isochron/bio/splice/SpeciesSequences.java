package org.isochron.bio.splice;

import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;

/**
 * The sequences of one species.
 *
 * @param species its name; empty where none was named
 * @param list in the files' order
 */
record SpeciesSequences(String species, List<AnnotatedSequence> list) {}

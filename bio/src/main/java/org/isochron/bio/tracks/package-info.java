/** What a genome browser shows: probabilities of every base, called sites and introns. */
package org.isochron.bio.tracks;

/** Changes of splice-site probabilities by variants, from VCF to VCF or one variant at a time. */
package org.isochron.bio.variants;

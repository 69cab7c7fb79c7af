/** Light curves that are made and not observed: seeded, the same numbers on every JDK. */
package org.isochron.datasets.simulation;

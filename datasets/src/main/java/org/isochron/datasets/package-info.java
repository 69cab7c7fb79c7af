/**
 * The catalogue of data sets: what each is, whose it is, where it comes from, and its checked
 * files.
 *
 * <p>Nothing here uses the network. Small sets that may be passed on are bundled; the others are
 * looked up in folders that the user names, in the layout {@code domain/name/file}.
 */
package org.isochron.datasets;

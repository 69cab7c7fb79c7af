/**
 * The {@code isochron} command: options in, files and text out.
 *
 * <p>The only package that prints. What is computed lives in the other modules.
 */
package org.isochron.cli;

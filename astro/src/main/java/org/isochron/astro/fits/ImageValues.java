package org.isochron.astro.fits;

import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.FitsException;
import nom.tam.fits.ImageHDU;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import nom.tam.util.ArrayFuncs;
import org.isochron.core.io.FormatException;

/** The pixels of an image, scaled. */
final class ImageValues {
  private ImageValues() {}

  static FitsImage of(FitsHeader header, BasicHDU<?> unit) throws FitsException, FormatException {
    BasicHDU<?> plain =
        unit instanceof CompressedImageHDU packed ? packed.asImageHDU() : (ImageHDU) unit;
    FitsHeader own = new FitsHeader(header.place(), plain.getHeader());
    Object kernel = plain.getKernel();
    if (kernel == null || plain.getAxes() == null) {
      throw new FormatException(header.place(), "the image has no pixels");
    }
    List<Integer> shape = new ArrayList<>();
    for (int n : plain.getAxes()) {
      shape.add(n);
    }
    StoredNumbers stored =
        new StoredNumbers(
            own.real("BSCALE", 1),
            own.real("BZERO", 0),
            own.has("BLANK") ? own.integer("BLANK") : null);
    double[] values = stored.values(ArrayFuncs.flatten(kernel), header.place());
    return new FitsImage(own.text("EXTNAME", ""), shape, values, own.text("BUNIT", ""));
  }
}

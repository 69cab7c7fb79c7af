package org.isochron.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PolylineTest {
  private static String data(double... coordinates) {
    Polyline line = new Polyline();
    for (int i = 0; i < coordinates.length; i += 2) {
      line.add(coordinates[i], coordinates[i + 1]);
    }
    return SvgPath.data(line.path());
  }

  @Test
  void pointsApartAreAllKept() {
    assertEquals("M0 0L1 5L2 3", data(0, 0, 1, 5, 2, 3));
  }

  @Test
  void aColumnKeepsItsFirstExtremesAndLastInOrder() {
    assertEquals("M0 5L0.1 9L0.3 1L0.4 4L2 2", data(0, 5, 0.1, 9, 0.2, 6, 0.3, 1, 0.4, 4, 2, 2));
    assertEquals("M0 5L0.1 1L0.3 9L0.4 4L2 2", data(0, 5, 0.1, 1, 0.2, 6, 0.3, 9, 0.4, 4, 2, 2));
  }

  @Test
  void theLastPointIsDrawn() {
    assertEquals("M0 0L5 1L5.1 2", data(0, 0, 5, 1, 5.1, 2));
  }
}

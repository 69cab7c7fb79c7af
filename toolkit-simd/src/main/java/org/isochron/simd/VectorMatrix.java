package org.isochron.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.isochron.core.kernel.PackedMatrix;

/**
 * A right-hand side in panels of two vectors' width, each panel row after row; an odd last vector
 * makes a panel of its own.
 */
final class VectorMatrix extends PackedMatrix {
  private static final int PANEL = 2 * Tiles.W;
  private static final int LINE_BYTES = 64;
  private static final int ARRAY_HEADER_BYTES = 16;

  /**
   * Where panels begin: on a cache line, if the JVM aligns objects to lines. A vector that crosses
   * lines costs two loads, which a product of one row waits for.
   */
  static final int FIRST =
      objectAlignment() % LINE_BYTES == 0 ? (LINE_BYTES - ARRAY_HEADER_BYTES) / Float.BYTES : 0;

  final float[] panels;
  private final int wideColumns;

  VectorMatrix(int rows, int columns) {
    super(rows, columns);
    if (columns % Tiles.W != 0) {
      throw new IllegalArgumentException(
          "columns " + columns + " is no multiple of the " + Tiles.W + " lanes");
    }
    panels = new float[FIRST + rows * columns];
    wideColumns = columns - columns % PANEL;
  }

  @Override
  public void set(int row, int column, float value) {
    boolean wide = column < wideColumns;
    int first = wide ? column - column % PANEL : wideColumns;
    int width = wide ? PANEL : Tiles.W;
    panels[at(first) + row * width + column - first] = value;
  }

  /** Returns where the panel of a column begins, which is a multiple of a panel's width. */
  int at(int column) {
    return FIRST + column * rows();
  }

  /** Returns -XX:ObjectAlignmentInBytes, or 0 where the JVM has no such option. */
  private static int objectAlignment() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return jvm == null ? 0 : Integer.parseInt(jvm.getVMOption("ObjectAlignmentInBytes").getValue());
  }
}

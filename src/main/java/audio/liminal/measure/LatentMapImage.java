package audio.liminal.measure;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Points by class on a flat map, each class's name at its middle, as a PNG. */
public final class LatentMapImage {
  private static final int SIZE = 1100;
  private static final int RIGHT = 30;
  private static final double EDGE = 0.01;
  private static final double MARGIN = 0.06;
  private static final float GOLDEN_TURN = 0.618034f;

  private LatentMapImage() {}

  /**
   * Draws a map; the two axes share one scale.
   *
   * @param points of each class, {@code [n][2]}; classes without points are left out
   */
  public static void write(
      Path png, String title, String horizontal, String vertical, Map<String, float[][]> points) {
    Map<String, float[][]> classes = new TreeMap<>(points);
    classes.values().removeIf(those -> those.length == 0);
    double[] x = range(classes.values(), 0);
    double[] y = range(classes.values(), 1);
    double half = Math.max(x[1] - x[0], y[1] - y[0]) / 2;
    Canvas canvas = new Canvas(SIZE, SIZE, RIGHT, around(x, half), around(y, half));
    canvas.axes(title, horizontal, vertical);
    Graphics2D pen = canvas.data();
    int number = 0;
    for (float[][] those : classes.values()) {
      dots(canvas, pen, colour(number++), those);
    }
    number = 0;
    for (Map.Entry<String, float[][]> entry : classes.entrySet()) {
      name(canvas, pen, colour(number++), entry.getKey(), entry.getValue());
    }
    pen.dispose();
    canvas.write(png);
  }

  static Color colour(int number) {
    return Color.getHSBColor(number * GOLDEN_TURN, 0.75f, number % 2 == 0 ? 0.8f : 0.6f);
  }

  /** Least and greatest, a hundredth of the points at either end left out. */
  static double[] range(Collection<float[][]> classes, int axis) {
    List<Float> all = new ArrayList<>();
    for (float[][] points : classes) {
      for (float[] point : points) {
        all.add(point[axis]);
      }
    }
    all.sort(null);
    int cut = (int) (EDGE * all.size());
    return new double[] {all.get(cut), all.get(all.size() - 1 - cut)};
  }

  static double[] around(double[] range, double half) {
    double middle = (range[0] + range[1]) / 2;
    double reach = Math.max(1e-6, half * (1 + 2 * MARGIN));
    return new double[] {middle - reach, middle + reach};
  }

  static void dots(Canvas canvas, Graphics2D pen, Color colour, float[][] points) {
    pen.setColor(colour);
    pen.setComposite(AlphaComposite.SrcOver.derive(0.45f));
    for (float[] point : points) {
      pen.fillOval(canvas.left(point[0]) - 3, canvas.down(point[1]) - 3, 7, 7);
    }
    pen.setComposite(AlphaComposite.SrcOver);
  }

  static void name(Canvas canvas, Graphics2D pen, Color colour, String name, float[][] points) {
    FontMetrics font = pen.getFontMetrics();
    int middle = canvas.left(median(points, 0)) - font.stringWidth(name) / 2;
    int left = canvas.within(middle, font.stringWidth(name));
    int baseline = canvas.down(median(points, 1)) + 5;
    pen.setColor(new Color(255, 255, 255, 190));
    pen.fillRect(
        left - 2, baseline - font.getAscent(), font.stringWidth(name) + 4, font.getHeight());
    pen.setColor(colour.darker());
    pen.drawString(name, left, baseline);
  }

  private static double median(float[][] points, int axis) {
    double[] values = new double[points.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = points[i][axis];
    }
    Arrays.sort(values);
    return values[values.length / 2];
  }
}

package audio.liminal.measure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Three views of a latent space beside each other, as a PNG: its points by class; the same around
 * the origin in units of their deviation, with the prior's circles; one posterior's density.
 */
public final class LatentFigures {
  private static final int SIZE = 760;
  private static final int RIGHT = 30;
  private static final double REACH = 4;
  private static final int CIRCLES = 3;

  private final Map<String, float[][]> points;
  private final String horizontal;
  private final String vertical;

  /**
   * A normal distribution on the map.
   *
   * @param title whose it is
   * @param mean {@code {x, y}}
   * @param covariance {@code {xx, xy, yy}}
   */
  public record Density(String title, double[] mean, double[] covariance) {}

  private LatentFigures(Map<String, float[][]> points, String horizontal, String vertical) {
    this.points = new TreeMap<>(points);
    this.points.values().removeIf(those -> those.length == 0);
    this.horizontal = horizontal;
    this.vertical = vertical;
  }

  /**
   * Draws all three.
   *
   * @param points of each class, {@code [n][2]}
   */
  public static void write(
      Path png,
      String title,
      String horizontal,
      String vertical,
      Map<String, float[][]> points,
      Density density) {
    LatentFigures figures = new LatentFigures(points, horizontal, vertical);
    Canvas.write(png, figures.map(title), figures.prior(), figures.posterior(density));
  }

  private Canvas map(String title) {
    double[] x = LatentMapImage.range(points.values(), 0);
    double[] y = LatentMapImage.range(points.values(), 1);
    double half = Math.max(x[1] - x[0], y[1] - y[0]) / 2;
    Canvas canvas =
        new Canvas(
            SIZE, SIZE, RIGHT, LatentMapImage.around(x, half), LatentMapImage.around(y, half));
    canvas.axes(title, horizontal, vertical);
    draw(canvas, points);
    return canvas;
  }

  private Canvas prior() {
    double[] edge = {-REACH, REACH};
    Canvas canvas = new Canvas(SIZE, SIZE, RIGHT, edge, edge);
    canvas.axes("as the prior is shaped", horizontal + ", standardised", vertical);
    draw(canvas, standardised());
    Graphics2D pen = canvas.data();
    pen.setColor(Canvas.INK);
    pen.setStroke(new BasicStroke(1.5f));
    for (int radius = 1; radius <= CIRCLES; radius++) {
      int left = canvas.left(-radius);
      int top = canvas.down(radius);
      pen.drawOval(left, top, canvas.left(radius) - left, canvas.down(-radius) - top);
    }
    pen.dispose();
    return canvas;
  }

  private static void draw(Canvas canvas, Map<String, float[][]> points) {
    Graphics2D pen = canvas.data();
    int number = 0;
    for (float[][] those : points.values()) {
      LatentMapImage.dots(canvas, pen, LatentMapImage.colour(number++), those);
    }
    number = 0;
    for (Map.Entry<String, float[][]> entry : points.entrySet()) {
      Color colour = LatentMapImage.colour(number++);
      LatentMapImage.name(canvas, pen, colour, entry.getKey(), entry.getValue());
    }
    pen.dispose();
  }

  private Map<String, float[][]> standardised() {
    double[] sum = new double[2];
    double[] squares = new double[2];
    int count = 0;
    for (float[][] those : points.values()) {
      for (float[] point : those) {
        for (int axis = 0; axis < 2; axis++) {
          sum[axis] += point[axis];
          squares[axis] += point[axis] * point[axis];
        }
        count++;
      }
    }
    Map<String, float[][]> standard = new TreeMap<>();
    for (Map.Entry<String, float[][]> entry : points.entrySet()) {
      float[][] moved = new float[entry.getValue().length][2];
      for (int i = 0; i < moved.length; i++) {
        for (int axis = 0; axis < 2; axis++) {
          double mean = sum[axis] / count;
          double deviation = Math.sqrt(Math.max(1e-12, squares[axis] / count - mean * mean));
          moved[i][axis] = (float) ((entry.getValue()[i][axis] - mean) / deviation);
        }
      }
      standard.put(entry.getKey(), moved);
    }
    return standard;
  }

  private Canvas posterior(Density density) {
    double[] c = density.covariance;
    double reach = REACH * Math.sqrt(Math.max(c[0], c[2]));
    double[] m = density.mean;
    Canvas canvas =
        new Canvas(
            SIZE,
            SIZE,
            RIGHT,
            new double[] {m[0] - reach, m[0] + reach},
            new double[] {m[1] - reach, m[1] + reach});
    Rectangle inside = canvas.inside();
    canvas.axes(density.title, horizontal + ", zoomed", vertical);
    ColourMap colours = new ColourMap();
    Graphics2D pen = canvas.data();
    double determinant = c[0] * c[2] - c[1] * c[1];
    for (int left = inside.x + 1; left < inside.x + inside.width; left++) {
      for (int down = inside.y + 1; down < inside.y + inside.height; down++) {
        double[] at = canvas.at(left, down);
        double dx = at[0] - m[0];
        double dy = at[1] - m[1];
        double distance = (c[2] * dx * dx - 2 * c[1] * dx * dy + c[0] * dy * dy) / determinant;
        pen.setColor(new Color(colours.colour(Math.exp(-distance / 2))));
        pen.fillRect(left, down, 1, 1);
      }
    }
    pen.dispose();
    return canvas;
  }
}

package audio.liminal.measure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.nio.file.Path;
import java.util.List;

/** Curves over a common axis as a PNG. */
public final class CurvesImage {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 480;
  private static final int LEGEND = 190;
  private static final float[] HUES = {0.6f, 0.05f, 0.38f, 0.8f};

  /** One curve; as many values as the axis has. */
  public record Curve(String name, double[] values) {}

  private CurvesImage() {}

  /**
   * Draws curves; the vertical axis starts at 0.
   *
   * @param at rising places along the horizontal axis
   */
  public static void write(
      Path png, String title, String xName, String yName, double[] at, List<Curve> curves) {
    double highest = 1e-9;
    for (Curve curve : curves) {
      for (double v : curve.values()) {
        highest = Double.isFinite(v) ? Math.max(highest, v) : highest;
      }
    }
    double end = Math.max(1e-3, at[at.length - 1]);
    Canvas canvas =
        new Canvas(WIDTH, HEIGHT, LEGEND, new double[] {0, end}, new double[] {0, 1.05 * highest});
    canvas.axes(title, xName, yName);
    for (int i = 0; i < curves.size(); i++) {
      Color colour = Color.getHSBColor(HUES[i % HUES.length], 0.8f, 0.8f);
      draw(canvas, colour, at, curves.get(i).values());
      canvas.legend(i, colour, curves.get(i).name());
    }
    canvas.write(png);
  }

  private static void draw(Canvas canvas, Color colour, double[] at, double[] values) {
    Path2D line = new Path2D.Double();
    line.moveTo(canvas.left(at[0]), canvas.down(values[0]));
    for (int i = 0; i < at.length; i++) {
      line.lineTo(canvas.left(at[i]), canvas.down(values[i]));
    }
    Graphics2D pen = canvas.data();
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.setColor(colour);
    pen.draw(line);
    pen.dispose();
  }
}

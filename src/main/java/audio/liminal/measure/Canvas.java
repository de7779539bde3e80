package audio.liminal.measure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;

/** A white picture with two axes to draw data into; written as PNG. */
final class Canvas {
  static final Color INK = new Color(0x22, 0x22, 0x28);
  private static final Color GRID = new Color(0xE4, 0xE4, 0xEA);
  private static final int LEFT = 84;
  private static final int TOP = 44;
  private static final int BOTTOM = 64;

  /** Least pixels between an axis and a name beside it. */
  private static final int EDGE = 4;

  private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private final BufferedImage image;
  private final Graphics2D pen;
  private final Rectangle inside;
  private final double[] x;
  private final double[] y;

  /**
   * An empty one.
   *
   * @param right room for a legend beside the axes, in pixels
   * @param x least and greatest value along the horizontal axis
   * @param y least and greatest value along the vertical axis
   */
  Canvas(int width, int height, int right, double[] x, double[] y) {
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.pen = image.createGraphics();
    this.inside = new Rectangle(LEFT, TOP, width - LEFT - right, height - TOP - BOTTOM);
    this.x = x.clone();
    this.y = y.clone();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.setFont(LABEL_FONT);
  }

  int left(double value) {
    return inside.x + (int) Math.round((value - x[0]) / (x[1] - x[0]) * inside.width);
  }

  int down(double value) {
    double share = (value - y[0]) / (y[1] - y[0]);
    return inside.y + (int) Math.round((1 - share) * inside.height);
  }

  /** Draws frame, ticks and names. */
  void axes(String title, String xName, String yName) {
    pen.setStroke(new BasicStroke(1));
    FontMetrics font = pen.getFontMetrics();
    double step = step(x);
    for (double at = step * Math.ceil(x[0] / step); at <= x[1] + step / 1e6; at += step) {
      String label = label(at, step);
      pen.setColor(GRID);
      pen.drawLine(left(at), inside.y, left(at), inside.y + inside.height);
      pen.setColor(INK);
      pen.drawString(label, left(at) - font.stringWidth(label) / 2, inside.y + inside.height + 20);
    }
    step = step(y);
    for (double at = step * Math.ceil(y[0] / step); at <= y[1] + step / 1e6; at += step) {
      String label = label(at, step);
      pen.setColor(GRID);
      pen.drawLine(inside.x, down(at), inside.x + inside.width, down(at));
      pen.setColor(INK);
      pen.drawString(label, inside.x - 10 - font.stringWidth(label), down(at) + 5);
    }
    pen.drawRect(inside.x, inside.y, inside.width, inside.height);
    pen.drawString(
        xName,
        inside.x + (inside.width - font.stringWidth(xName)) / 2,
        inside.y + inside.height + 46);
    pen.setFont(TITLE_FONT);
    pen.drawString(title, inside.x, inside.y - 16);
    pen.setFont(LABEL_FONT);
    pen.drawString(yName, inside.x + inside.width - font.stringWidth(yName), inside.y - 16);
  }

  private static String label(double at, double step) {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    String label = String.format(Locale.ROOT, "%." + digits + "f", at);
    return (label.matches("-0\\.?0*") ? label.substring(1) : label).replace('-', '\u2212');
  }

  /** The smallest of 1, 2, 5 times a power of ten that gives at most eight steps. */
  private static double step(double[] range) {
    double width = range[1] - range[0];
    double step = Math.pow(10, Math.floor(Math.log10(width / 8)));
    for (int factor : new int[] {1, 2, 5}) {
      if (width / (factor * step) <= 8) {
        return factor * step;
      }
    }
    return 10 * step;
  }

  /** Clipped to what lies between the axes. */
  Graphics2D data() {
    Graphics2D data = (Graphics2D) pen.create();
    data.setClip(inside);
    return data;
  }

  /** One line of a legend beside the axes. */
  void legend(int line, Color colour, String text) {
    int at = inside.x + inside.width + 18;
    int baseline = inside.y + 14 + 20 * line;
    pen.setColor(colour);
    pen.fillOval(at, baseline - 10, 10, 10);
    pen.setColor(INK);
    pen.drawString(text, at + 18, baseline);
  }

  /** Where pixels may be set: what lies between the axes. */
  Rectangle inside() {
    return new Rectangle(inside);
  }

  /** Where something of a width lies between the axes, as near to a place as can be. */
  int within(int left, int width) {
    int last = inside.x + inside.width - width - EDGE;
    return Math.max(inside.x + EDGE, Math.min(last, left));
  }

  /** Value at the middle of a pixel, horizontally and vertically. */
  double[] at(int left, int down) {
    double share = (left + 0.5 - inside.x) / inside.width;
    double height = (down + 0.5 - inside.y) / inside.height;
    return new double[] {x[0] + share * (x[1] - x[0]), y[1] - height * (y[1] - y[0])};
  }

  void write(Path png) {
    write(png, this);
  }

  /** Writes some beside each other. */
  static void write(Path png, Canvas... canvases) {
    int width = 0;
    int height = 0;
    for (Canvas canvas : canvases) {
      width += canvas.image.getWidth();
      height = Math.max(height, canvas.image.getHeight());
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D row = image.createGraphics();
    int left = 0;
    for (Canvas canvas : canvases) {
      canvas.pen.dispose();
      row.drawImage(canvas.image, left, 0, null);
      left += canvas.image.getWidth();
    }
    row.dispose();
    PngFile.write(png, image);
  }
}

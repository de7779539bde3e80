package audio.liminal.measure;

import audio.liminal.file.AudioClip;
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

/** Two sounds' spectrograms, one above the other, on the same scales, as a PNG. */
public final class SpectrogramImage {
  private static final int WIDTH = 1280;
  private static final int PANEL_HEIGHT = 360;
  private static final int LEFT = 84;
  private static final int RIGHT = 116;
  private static final int TITLE = 44;
  private static final int GAP = 26;
  private static final int BOTTOM = 64;
  private static final int BAR_WIDTH = 18;
  private static final int TICK = 6;
  private static final double RANGE_DB = 80;
  private static final int[] FREQUENCIES_HZ = {50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000};
  private static final Color INK = new Color(0x22, 0x22, 0x28);
  private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 17);
  private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private final ColourMap colours = new ColourMap();
  private final BufferedImage image =
      new BufferedImage(
          WIDTH, 2 * (TITLE + PANEL_HEIGHT) + GAP + BOTTOM, BufferedImage.TYPE_INT_RGB);
  private final Graphics2D pen = image.createGraphics();
  private final double seconds;
  private final double topDb;

  private SpectrogramImage(SpectrogramPixels first, SpectrogramPixels second) {
    this.seconds = first.seconds();
    this.topDb = 10 * Math.ceil(Math.max(first.highestDb(), second.highestDb()) / 10);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
  }

  /** Draws one sound above another; the longer one sets the time axis. */
  public static void write(
      Path png, String upperTitle, AudioClip upper, String lowerTitle, AudioClip lower) {
    int width = WIDTH - LEFT - RIGHT;
    double seconds = Math.max(seconds(upper), seconds(lower));
    SpectrogramPixels first = SpectrogramPixels.of(upper, seconds, width, PANEL_HEIGHT);
    SpectrogramPixels second = SpectrogramPixels.of(lower, seconds, width, PANEL_HEIGHT);
    SpectrogramImage drawing = new SpectrogramImage(first, second);
    Rectangle top = new Rectangle(LEFT, TITLE, width, PANEL_HEIGHT);
    Rectangle low = new Rectangle(LEFT, 2 * TITLE + PANEL_HEIGHT + GAP, width, PANEL_HEIGHT);
    drawing.panel(top, upperTitle, first);
    drawing.panel(low, lowerTitle, second);
    drawing.timeLabels(low);
    drawing.pen.dispose();
    PngFile.write(png, drawing.image);
  }

  private static double seconds(AudioClip clip) {
    return (double) clip.lengthSamples() / clip.sampleRateHz();
  }

  private void panel(Rectangle at, String title, SpectrogramPixels pixels) {
    for (int x = 0; x < at.width; x++) {
      for (int y = 0; y < at.height; y++) {
        image.setRGB(at.x + x, at.y + y, colours.colour(share(pixels.db()[x][y])));
      }
    }
    pen.setColor(INK);
    pen.setFont(TITLE_FONT);
    pen.drawString(title, at.x, at.y - 12);
    pen.setFont(LABEL_FONT);
    pen.setStroke(new BasicStroke(1));
    pen.drawRect(at.x - 1, at.y - 1, at.width + 1, at.height + 1);
    frequencyTicks(at);
    timeTicks(at);
    colourBar(new Rectangle(at.x + at.width + 22, at.y, BAR_WIDTH, at.height));
  }

  private double share(double db) {
    return (db - topDb + RANGE_DB) / RANGE_DB;
  }

  private void frequencyTicks(Rectangle at) {
    for (int hz : FREQUENCIES_HZ) {
      int y = at.y + (int) Math.round(SpectrogramPixels.row(hz, at.height));
      pen.drawLine(at.x - TICK, y, at.x - 2, y);
      right(hz < 1000 ? hz + " Hz" : hz / 1000 + " kHz", at.x - TICK - 4, y);
    }
  }

  private void timeTicks(Rectangle at) {
    double step = timeStep();
    for (int i = 0; i * step <= seconds; i++) {
      int x = at.x + (int) Math.round(i * step / seconds * at.width);
      pen.drawLine(x, at.y + at.height + 1, x, at.y + at.height + TICK);
    }
  }

  private void timeLabels(Rectangle at) {
    double step = timeStep();
    String format = step >= 1 ? "%.0f" : step >= 0.1 ? "%.1f" : step >= 0.01 ? "%.2f" : "%.3f";
    FontMetrics font = pen.getFontMetrics();
    int baseline = at.y + at.height + TICK + 16;
    for (int i = 0; i * step <= seconds; i++) {
      String label = String.format(Locale.ROOT, format, i * step);
      int x = at.x + (int) Math.round(i * step / seconds * at.width);
      pen.drawString(label, x - font.stringWidth(label) / 2, baseline);
    }
    String name = "time, s";
    pen.drawString(name, at.x + (at.width - font.stringWidth(name)) / 2, baseline + 24);
  }

  /** The smallest of 1, 2, 5 times a power of ten that gives at most ten steps. */
  private double timeStep() {
    double step = Math.pow(10, Math.floor(Math.log10(seconds / 10)));
    for (int factor : new int[] {1, 2, 5}) {
      if (seconds / (factor * step) <= 10) {
        return factor * step;
      }
    }
    return 10 * step;
  }

  private void colourBar(Rectangle at) {
    for (int y = 0; y < at.height; y++) {
      int colour = colours.colour(1 - y / (at.height - 1.0));
      for (int x = 0; x < at.width; x++) {
        image.setRGB(at.x + x, at.y + y, colour);
      }
    }
    pen.drawRect(at.x - 1, at.y - 1, at.width + 1, at.height + 1);
    for (int db = 0; db <= RANGE_DB; db += 20) {
      int y = at.y + (int) Math.round(db / RANGE_DB * (at.height - 1));
      pen.drawLine(at.x + at.width + 1, y, at.x + at.width + TICK, y);
      right(label(topDb - db), at.x + at.width + 66, y);
    }
  }

  /** A level beside the bar; what is a little below nothing is called 0. */
  static String label(double db) {
    return (Math.round(db) + " dB").replace('-', '\u2212');
  }

  /** Text that ends at x and is centred on y. */
  private void right(String text, int x, int y) {
    FontMetrics font = pen.getFontMetrics();
    int baseline = y + (font.getAscent() - font.getDescent()) / 2;
    pen.drawString(text, x - font.stringWidth(text), baseline);
  }
}

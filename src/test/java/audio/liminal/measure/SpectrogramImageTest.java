package audio.liminal.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.signal.EngineException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpectrogramImageTest {
  @TempDir Path folder;

  @Test
  void shouldPlaceASineAtItsFrequencyAndTime() {
    AudioClip clip = Sounds.mono(Sounds.sine(750, 48_000, 0.5, 48_000));
    SpectrogramPixels pixels = SpectrogramPixels.of(clip, 2, 100, 360);
    int row = (int) SpectrogramPixels.row(750, 360);
    assertEquals(-6.02, pixels.db()[25][row], 0.05);
    assertTrue(pixels.db()[25][row - 30] < -60);
    assertTrue(pixels.db()[25][row + 30] < -60);
    assertEquals(-150, pixels.db()[75][row], 1e-6);
    assertEquals(-6.02, pixels.highestDb(), 0.05);
  }

  @Test
  void shouldWriteAPictureThatShowsBothSounds() throws IOException {
    AudioClip low = Sounds.mono(Sounds.sine(200, 48_000, 0.5, 48_000));
    AudioClip high = new AudioClip(44_100, new float[][] {Sounds.sine(5000, 44_100, 0.5, 44_100)});
    Path png = folder.resolve("both.png");
    SpectrogramImage.write(png, "before", low, "after", high);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(1280, image.getWidth());
    int middle = 600;
    double upper = SpectrogramPixels.row(200, 360);
    double lower = SpectrogramPixels.row(5000, 360);
    assertTrue(luminance(image.getRGB(middle, (int) (44 + upper))) > 0.5);
    assertTrue(luminance(image.getRGB(middle, (int) (44 + lower))) < 0.05);
    assertTrue(luminance(image.getRGB(middle, (int) (474 + lower))) > 0.5);
    assertTrue(luminance(image.getRGB(middle, (int) (474 + upper))) < 0.05);
  }

  @Test
  void shouldKeepNamesBetweenTheAxes() {
    Canvas canvas = new Canvas(400, 400, 30, new double[] {0, 1}, new double[] {0, 1});
    int first = canvas.left(0);
    int last = canvas.left(1);
    assertEquals(200, canvas.within(200, 60));
    assertTrue(canvas.within(first - 30, 60) > first);
    assertTrue(canvas.within(last - 30, 60) + 60 < last);
  }

  @Test
  void shouldGiveNoSignToZero() {
    double loudestOfASoundBelowFullScale = 10 * Math.ceil(-0.05);
    assertEquals("0 dB", SpectrogramImage.label(loudestOfASoundBelowFullScale));
    assertEquals("\u221220 dB", SpectrogramImage.label(-20));
    assertEquals("10 dB", SpectrogramImage.label(10));
  }

  @Test
  void shouldNameAPictureThatCannotBeWritten() {
    AudioClip clip = Sounds.mono(new float[4800]);
    Path png = folder.resolve("none/both.png");
    assertThrows(
        EngineException.class, () -> SpectrogramImage.write(png, "before", clip, "after", clip));
  }

  @Test
  void shouldRiseEvenlyInLightness() {
    ColourMap map = new ColourMap();
    double before = lightness(map.colour(0));
    for (int i = 1; i <= 16; i++) {
      double now = lightness(map.colour(i / 16.0));
      assertTrue(now - before > 3 && now - before < 9, i + ": " + (now - before));
      before = now;
    }
    assertEquals(map.colour(0), map.colour(-5));
    assertEquals(map.colour(1), map.colour(7));
  }

  /** CIE L*, 0 to 100. */
  private static double lightness(int rgb) {
    double y = luminance(rgb);
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  }

  private static double luminance(int rgb) {
    Color colour = new Color(rgb);
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }
}

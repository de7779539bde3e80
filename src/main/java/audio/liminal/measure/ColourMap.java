package audio.liminal.measure;

/**
 * Colours for levels: lightness rises evenly from near black to pale yellow, in Oklab (Ottosson
 * 2020), while the hue turns from violet over red to yellow.
 */
final class ColourMap {
  private static final int COLOURS = 256;
  private static final double DARKEST = 0.16;
  private static final double LIGHTEST = 0.97;
  private static final double FIRST_HUE = Math.toRadians(-75);
  private static final double LAST_HUE = Math.toRadians(105);
  private static final double MOST_CHROMA = 0.19;

  private final int[] colours = new int[COLOURS];

  ColourMap() {
    for (int i = 0; i < COLOURS; i++) {
      double t = i / (COLOURS - 1.0);
      double lightness = DARKEST + (LIGHTEST - DARKEST) * t;
      double hue = FIRST_HUE + (LAST_HUE - FIRST_HUE) * t;
      double chroma = MOST_CHROMA * Math.pow(Math.sin(Math.PI * (0.06 + 0.86 * t)), 0.8);
      colours[i] = inGamut(lightness, chroma, hue);
    }
  }

  /** An RGB colour for 0 (lowest) to 1 (highest). */
  int colour(double share) {
    return colours[(int) Math.max(0, Math.min(COLOURS - 1, Math.rint(share * (COLOURS - 1))))];
  }

  /** Lowers the chroma until a screen can show the colour. */
  private static int inGamut(double lightness, double chroma, double hue) {
    double[] rgb = linearRgb(lightness, chroma, hue);
    double left = chroma;
    while (left > 0 && outside(rgb)) {
      left -= 0.002;
      rgb = linearRgb(lightness, Math.max(0, left), hue);
    }
    return screen(rgb[0]) << 16 | screen(rgb[1]) << 8 | screen(rgb[2]);
  }

  private static boolean outside(double[] rgb) {
    for (double v : rgb) {
      if (v < 0 || v > 1) {
        return true;
      }
    }
    return false;
  }

  private static double[] linearRgb(double lightness, double chroma, double hue) {
    double a = chroma * Math.cos(hue);
    double b = chroma * Math.sin(hue);
    double l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
    double m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
    double s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
    return new double[] {
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
    };
  }

  private static int screen(double linear) {
    double v = Math.max(0, Math.min(1, linear));
    double srgb = v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
    return (int) Math.rint(255 * srgb);
  }
}

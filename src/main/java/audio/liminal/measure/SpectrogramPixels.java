package audio.liminal.measure;

import audio.liminal.file.AudioClip;

/**
 * A sound's levels on a grid of time by log frequency.
 *
 * @param db one array for each column, from the highest frequency down, dBFS
 * @param seconds what all columns span
 */
record SpectrogramPixels(double[][] db, double seconds) {
  private static final int WINDOW_AT_48K = 4096;
  private static final int LONGEST_WINDOW = 1 << 14;
  private static final double LOWEST_HZ = 40;
  private static final double HIGHEST_HZ = 20_000;
  private static final double FLOOR = 1e-15;

  static SpectrogramPixels of(AudioClip clip, double seconds, int columns, int rows) {
    int window = Math.min(LONGEST_WINDOW, Spectra.scaled(WINDOW_AT_48K, clip.sampleRateHz()));
    int[] starts = new int[columns];
    for (int x = 0; x < columns; x++) {
      starts[x] = (int) ((x + 0.5) / columns * seconds * clip.sampleRateHz()) - window / 2;
    }
    Spectra spectra = Spectra.at(clip.mono(), clip.sampleRateHz(), window, starts);
    double[][] db = new double[columns][rows];
    for (int x = 0; x < columns; x++) {
      for (int y = 0; y < rows; y++) {
        double low = hz(y + 1, rows) / spectra.binSpacingHz();
        double high = hz(y, rows) / spectra.binSpacingHz();
        db[x][y] = level(spectra.power()[x], low, high);
      }
    }
    return new SpectrogramPixels(db, seconds);
  }

  /** The row, counted from the top, at which a frequency lies. */
  static double row(double hz, int rows) {
    return rows * Math.log(HIGHEST_HZ / hz) / Math.log(HIGHEST_HZ / LOWEST_HZ);
  }

  private static double hz(double row, int rows) {
    return HIGHEST_HZ * Math.pow(LOWEST_HZ / HIGHEST_HZ, row / rows);
  }

  /** The highest bin in a range of bins, or the level between two where none lies in it. */
  private static double level(double[] power, double low, double high) {
    double centre = Math.min((low + high) / 2, power.length - 1.001);
    int below = (int) centre;
    double share = centre - below;
    double db = (1 - share) * decibels(power[below]) + share * decibels(power[below + 1]);
    for (int k = (int) Math.ceil(low); k <= Math.min(high, power.length - 1); k++) {
      db = Math.max(db, decibels(power[k]));
    }
    return db;
  }

  private static double decibels(double power) {
    return 10 * Math.log10(Math.max(FLOOR, power));
  }

  double highestDb() {
    double highest = -150;
    for (double[] column : db) {
      for (double level : column) {
        highest = Math.max(highest, level);
      }
    }
    return highest;
  }
}

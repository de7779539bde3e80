package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.nio.file.Path;
import java.util.List;

/**
 * The path of a performance through a latent space: a latent at regular times, each number one of
 * 65,536 steps between its least and its greatest.
 */
public final class LatentTake {
  /** Far above what a hop rate can be. */
  static final double MOST_ROWS_PER_SECOND = 10_000;

  private static final int STEPS = 65_535;

  private final String model;
  private final double rowsPerSecond;
  private final float[] least;
  private final float[] step;
  private final short[] levels;

  /**
   * @param levels rows of one unsigned number for each latent; shared, not copied
   */
  LatentTake(String model, double rowsPerSecond, float[] least, float[] step, short[] levels) {
    this.model = model;
    this.rowsPerSecond = rowsPerSecond;
    this.least = least;
    this.step = step;
    this.levels = levels;
  }

  /**
   * Quantises a path.
   *
   * @param model what tells the latent space from all others, a SHA-256 in hexadecimal
   * @param rows one latent each, at least one
   */
  public static LatentTake of(String model, double rowsPerSecond, List<float[]> rows) {
    int latents = rows.get(0).length;
    float[] least = new float[latents];
    float[] step = new float[latents];
    short[] levels = new short[rows.size() * latents];
    for (int i = 0; i < latents; i++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (float[] row : rows) {
        low = Math.min(low, row[i]);
        high = Math.max(high, row[i]);
      }
      least[i] = low;
      step[i] = (high - low) / STEPS;
      for (int r = 0; r < rows.size(); r++) {
        float level = step[i] > 0 ? (rows.get(r)[i] - low) / step[i] : 0;
        levels[r * latents + i] = (short) Math.min(STEPS, Math.round(level));
      }
    }
    return new LatentTake(model, rowsPerSecond, least, step, levels);
  }

  /** Reads a file; one that is no whole take is refused in one line. */
  public static LatentTake read(Path file) {
    return TakeFile.read(file);
  }

  /** Writes a file, which appears under its name only when it is whole. */
  public void write(Path file) {
    TakeFile.write(file, this);
  }

  /**
   * Throws {@link BadInputException} unless it was recorded in this latent space.
   *
   * @param what where the take comes from
   * @param digest the model's
   * @param name the model's
   */
  public LatentTake checkedFor(String what, String digest, String name) {
    if (!model.equals(digest)) {
      throw new BadInputException(
          what,
          "model",
          model,
          digest + " (" + name + "); 'liminal take info' names the take's own");
    }
    return this;
  }

  /** The digest of the model whose latents these are. */
  public String model() {
    return model;
  }

  public double rowsPerSecond() {
    return rowsPerSecond;
  }

  public int latents() {
    return least.length;
  }

  public int rows() {
    return levels.length / least.length;
  }

  /** From the first row to the last. */
  public double seconds() {
    return (rows() - 1) / rowsPerSecond;
  }

  float least(int latent) {
    return least[latent];
  }

  float step(int latent) {
    return step[latent];
  }

  short level(int at) {
    return levels[at];
  }

  /** One latent in one row. */
  @RealTime
  public float at(int row, int latent) {
    int level = Short.toUnsignedInt(levels[row * least.length + latent]);
    return least[latent] + level * step[latent];
  }

  /**
   * Adds a share of the latent at a time, which is straight between rows.
   *
   * @param seconds held within the take
   */
  @RealTime
  void addTo(float[] latent, double seconds, float share) {
    double row = Math.max(0, Math.min(rows() - 1, seconds * rowsPerSecond));
    int before = (int) row;
    int after = Math.min(before + 1, rows() - 1);
    float towards = (float) (row - before);
    for (int i = 0; i < latent.length; i++) {
      float from = at(before, i);
      latent[i] += share * (from + towards * (at(after, i) - from));
    }
  }
}

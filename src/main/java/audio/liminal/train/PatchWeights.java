package audio.liminal.train;

import java.util.Arrays;
import java.util.Random;

/**
 * The parameters of the article's dense autoencoder in one flat vector: mean, log-variance and
 * decoder, each a matrix {@code inputs x outputs} and a bias.
 *
 * <p>The encoder's matrices work on patches less the mean patch; {@link #centred} folds it in.
 */
final class PatchWeights {
  private static final double SMALL = 0.01;
  private static final float FIRST_LOG_VARIANCE = -3;
  private static final double LEAST_SHARE = 0.01;

  /** The matrices and their biases in the order in which they lie in the vector. */
  enum Part {
    MEAN,
    MEAN_BIAS,
    LOG_VARIANCE,
    LOG_VARIANCE_BIAS,
    DECODE,
    DECODE_BIAS
  }

  final int latents;
  final int size;

  /** The mean patch, 0 to 1. */
  final float[] centre;

  final float[] values;

  /**
   * Starts small at random, the decoder at the mean patch.
   *
   * @param centre the mean patch, 0 to 1
   */
  PatchWeights(int latents, float[] centre, long seed) {
    this.latents = latents;
    this.size = centre.length;
    this.centre = centre;
    this.values = new float[to(Part.DECODE_BIAS)];
    Random random = new Random(seed);
    fill(Part.MEAN, random, 1 / Math.sqrt(size));
    fill(Part.LOG_VARIANCE, random, SMALL / Math.sqrt(size));
    fill(Part.DECODE, random, 1 / Math.sqrt(latents));
    Arrays.fill(
        values, from(Part.LOG_VARIANCE_BIAS), to(Part.LOG_VARIANCE_BIAS), FIRST_LOG_VARIANCE);
    for (int i = 0; i < size; i++) {
      double share = Math.max(LEAST_SHARE, Math.min(1 - LEAST_SHARE, centre[i]));
      values[from(Part.DECODE_BIAS) + i] = (float) Math.log(share / (1 - share));
    }
  }

  private void fill(Part part, Random random, double scale) {
    for (int i = from(part); i < to(part); i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
  }

  int rows(Part part) {
    return switch (part) {
      case MEAN, LOG_VARIANCE -> size;
      case DECODE -> latents;
      default -> 1;
    };
  }

  int columns(Part part) {
    return switch (part) {
      case DECODE, DECODE_BIAS -> size;
      default -> latents;
    };
  }

  int from(Part part) {
    int at = 0;
    for (Part before : Part.values()) {
      if (before == part) {
        return at;
      }
      at += rows(before) * columns(before);
    }
    throw new IllegalStateException();
  }

  int to(Part part) {
    return from(part) + rows(part) * columns(part);
  }

  /** A copy of one matrix, row by row. */
  float[] copy(Part part) {
    return Arrays.copyOfRange(values, from(part), to(part));
  }

  /** The bias for patches as they are: b - centre W. */
  float[] centred(Part matrix, Part bias) {
    double[] shift = new double[latents];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < latents; j++) {
        shift[j] += (double) centre[i] * values[from(matrix) + i * latents + j];
      }
    }
    float[] centred = copy(bias);
    for (int j = 0; j < latents; j++) {
      centred[j] -= (float) shift[j];
    }
    return centred;
  }

  /** Puts latent {@code order[j]} in place j; what the model computes stays the same. */
  void reorderLatents(int[] order) {
    for (Part part : Part.values()) {
      float[] old = copy(part);
      int columns = columns(part);
      for (int i = 0; i < old.length && part != Part.DECODE_BIAS; i++) {
        int row = i / columns;
        int column = i % columns;
        int source =
            part == Part.DECODE ? order[row] * columns + column : row * columns + order[column];
        values[from(part) + i] = old[source];
      }
    }
  }
}

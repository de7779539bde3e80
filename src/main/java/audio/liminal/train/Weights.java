package audio.liminal.train;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * All parameters of a spectral model in one flat vector, and where each matrix lies in it.
 *
 * <p>Matrices are {@code inputs x outputs}. Encoder and decoder each add a straight linear path to
 * two hidden layers, and start as the principal axes of the training set with the hidden part
 * small. Outside them, features are standardised with {@code mean} and {@code deviation}.
 */
final class Weights {
  private static final float SMALL = 0.05f;
  private static final float TINY = 0.001f;

  /** The matrices and their bias vectors in the order in which they lie in the vector. */
  enum Part {
    ENCODE_1,
    ENCODE_1_BIAS,
    ENCODE_2,
    ENCODE_2_BIAS,
    MEAN,
    MEAN_BIAS,
    LOG_VARIANCE,
    LOG_VARIANCE_BIAS,
    MEAN_LINEAR,
    DECODE_1,
    DECODE_1_BIAS,
    DECODE_2,
    DECODE_2_BIAS,
    DECODE_3,
    DECODE_3_BIAS,
    DECODE_LINEAR
  }

  final SpectralRecipe recipe;
  final int latents;
  final float[] mean;
  final float[] deviation;
  final float[] values;

  private Weights(
      SpectralRecipe recipe, int latents, float[] mean, float[] deviation, float[] values) {
    this.recipe = recipe;
    this.latents = latents;
    this.mean = mean;
    this.deviation = deviation;
    this.values = values;
  }

  /** Ready to be trained; the axes are those of the standardised features. */
  static Weights start(
      SpectralRecipe recipe, int latents, Moments moments, PrincipalAxes axes, long seed) {
    Weights w = new Weights(recipe, latents, moments.mean(), moments.deviation(), null).withRoom();
    Random random = new Random(seed);
    for (Part part : Part.values()) {
      if (w.rows(part) > 1) {
        w.randomise(part, random);
      }
    }
    Arrays.fill(w.values, w.from(Part.LOG_VARIANCE_BIAS), w.to(Part.LOG_VARIANCE_BIAS), -6);
    for (int j = 0; j < latents; j++) {
      double scale = Math.sqrt(axes.variances()[j]);
      for (int i = 0; i < w.mean.length; i++) {
        float along = (float) axes.axes()[j][i];
        w.values[w.from(Part.MEAN_LINEAR) + i * latents + j] = (float) (along / scale);
        w.values[w.from(Part.DECODE_LINEAR) + j * w.mean.length + i] = (float) (along * scale);
      }
    }
    return w;
  }

  private Weights withRoom() {
    int size = to(Part.values()[Part.values().length - 1]);
    return new Weights(recipe, latents, mean, deviation, new float[size]);
  }

  private void randomise(Part part, Random random) {
    double gain =
        switch (part) {
          case MEAN, DECODE_3 -> SMALL;
          case LOG_VARIANCE -> TINY;
          default -> 1.4;
        };
    double scale = part == Part.LOG_VARIANCE ? gain : gain / Math.sqrt(rows(part));
    for (int i = from(part); i < to(part); i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
  }

  int rows(Part part) {
    return switch (part) {
      case ENCODE_1, MEAN_LINEAR -> mean.length;
      case ENCODE_2, DECODE_3 -> recipe.wide();
      case MEAN, LOG_VARIANCE, DECODE_2 -> recipe.narrow();
      case DECODE_1, DECODE_LINEAR -> latents;
      default -> 1;
    };
  }

  int columns(Part part) {
    return switch (part) {
      case ENCODE_1, ENCODE_1_BIAS, DECODE_2, DECODE_2_BIAS -> recipe.wide();
      case ENCODE_2, ENCODE_2_BIAS, DECODE_1, DECODE_1_BIAS -> recipe.narrow();
      case MEAN, MEAN_BIAS, LOG_VARIANCE, LOG_VARIANCE_BIAS, MEAN_LINEAR -> latents;
      case DECODE_3, DECODE_3_BIAS, DECODE_LINEAR -> mean.length;
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

  /** Puts latent {@code order[j]} in place j; what the model computes stays the same. */
  void reorderLatents(int[] order) {
    for (Part part : Part.values()) {
      float[] old = copy(part);
      int columns = columns(part);
      boolean byRow = part == Part.DECODE_1 || part == Part.DECODE_LINEAR;
      boolean byColumn =
          switch (part) {
            case MEAN, MEAN_BIAS, LOG_VARIANCE, LOG_VARIANCE_BIAS, MEAN_LINEAR -> true;
            default -> false;
          };
      for (int i = 0; i < old.length; i++) {
        int row = i / columns;
        int column = i % columns;
        int source = (byRow ? order[row] : row) * columns + (byColumn ? order[column] : column);
        values[from(part) + i] = old[source];
      }
    }
  }

  /** Turns a latent round; what the model computes stays the same but for its sign. */
  void negateLatent(int latent) {
    for (Part part : List.of(Part.MEAN, Part.MEAN_BIAS, Part.MEAN_LINEAR)) {
      for (int row = 0; row < rows(part); row++) {
        values[from(part) + row * latents + latent] *= -1;
      }
    }
    for (Part part : List.of(Part.DECODE_1, Part.DECODE_LINEAR)) {
      for (int column = 0; column < columns(part); column++) {
        values[from(part) + latent * columns(part) + column] *= -1;
      }
    }
  }
}

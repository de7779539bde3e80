package audio.liminal.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import audio.liminal.train.PatchWeights.Part;
import java.util.Arrays;
import java.util.EnumMap;

/**
 * The article's variational autoencoder, run and differentiated by DJL: one dense layer each to the
 * mean, to the log-variance and, with a sigmoid, back to the patch.
 *
 * <p>Examples are patches in dB. The loss is the negative evidence lower bound for each number of a
 * patch, under a Gaussian of deviation {@value #NOISE} around the decoder's output.
 */
final class PatchVae implements TrainableVae {
  static final float LEAST_LOG_VARIANCE = -9;
  static final float GREATEST_LOG_VARIANCE = 3;

  private static final float NOISE = 0.12f;
  private static final int ROWS_AT_ONCE = 1024;

  private final NDManager manager;
  private final PatchWeights weights;
  private final float floorDb;
  private final float rangeDb;
  private final NDArray centre;
  private final long[] cuts;

  PatchVae(PatchWeights weights, float floorDb, float topDb, int threads) {
    Engine engine = TrainingEngine.start(threads);
    this.weights = weights;
    this.floorDb = floorDb;
    this.rangeDb = topDb - floorDb;
    this.manager = engine.newBaseManager();
    this.centre = manager.create(weights.centre);
    this.cuts =
        Arrays.stream(Part.values())
            .limit(Part.values().length - 1)
            .mapToLong(weights::to)
            .toArray();
  }

  @Override
  public float[] weights() {
    return weights.values;
  }

  @Override
  public int latents() {
    return weights.latents;
  }

  /** Matrices of one evaluation, cut out of the flat vector. */
  private final class Pass {
    private final EnumMap<Part, NDArray> parts = new EnumMap<>(Part.class);

    Pass(NDArray flat) {
      NDList cut = flat.split(cuts);
      int at = 0;
      for (Part part : Part.values()) {
        NDArray values = cut.get(at++);
        parts.put(
            part,
            weights.rows(part) == 1
                ? values
                : values.reshape(weights.rows(part), weights.columns(part)));
      }
    }

    NDArray dense(NDArray in, Part matrix, Part bias) {
      return in.matMul(parts.get(matrix)).add(parts.get(bias));
    }

    NDArray latentMean(NDArray shares) {
      return dense(shares.sub(centre), Part.MEAN, Part.MEAN_BIAS);
    }

    NDArray logVariance(NDArray shares) {
      return dense(shares.sub(centre), Part.LOG_VARIANCE, Part.LOG_VARIANCE_BIAS)
          .clip(LEAST_LOG_VARIANCE, GREATEST_LOG_VARIANCE);
    }

    NDArray decode(NDArray latent) {
      return Activation.sigmoid(dense(latent, Part.DECODE, Part.DECODE_BIAS));
    }
  }

  @Override
  public Loss gradient(float[] batch, float[] noise, double beta, float[] gradient) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = shares(scope, batch);
      NDArray flat = scope.create(weights.values);
      flat.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        Pass pass = new Pass(flat);
        NDArray mean = pass.latentMean(x);
        NDArray logVariance = pass.logVariance(x);
        NDArray random = scope.create(noise, new Shape(noise.length / latents(), latents()));
        NDArray latent = mean.add(logVariance.mul(0.5f).exp().mul(random));
        NDArray square = pass.decode(latent).sub(x).square();
        NDArray divergence = divergence(mean, logVariance).sum();
        NDArray total =
            square.mean().div(2 * NOISE * NOISE).add(divergence.mul((float) (beta / weights.size)));
        NDArray error = square.mean(new int[] {1}).sqrt().mean().mul(rangeDb);
        collector.backward(total);
        float[] slopes = flat.getGradient().toFloatArray();
        System.arraycopy(slopes, 0, gradient, 0, slopes.length);
        return new Loss(total.getFloat(), error.getFloat(), divergence.getFloat());
      }
    }
  }

  /** Of each latent from the standard normal prior, in nats, mean over the batch. */
  private static NDArray divergence(NDArray mean, NDArray logVariance) {
    NDArray each = mean.square().add(logVariance.exp()).sub(logVariance).sub(1);
    return each.mean(new int[] {0}).mul(0.5f);
  }

  private NDArray shares(NDManager scope, float[] db) {
    return scope
        .create(db, new Shape(db.length / weights.size, weights.size))
        .sub(floorDb)
        .div(rangeDb);
  }

  /** What the graphs compute for patches of shares, 0 to 1, row after row. */
  record Result(float[] latentMean, float[] logVariance, float[] decoded) {}

  /** Encodes patches of shares and decodes the latents' means. */
  Result run(float[] shares) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.create(shares, new Shape(shares.length / weights.size, weights.size));
      Pass pass = new Pass(scope.create(weights.values));
      NDArray mean = pass.latentMean(x);
      return new Result(
          mean.toFloatArray(),
          pass.logVariance(x).toFloatArray(),
          pass.decode(mean).toFloatArray());
    }
  }

  @Override
  public float[] encode(float[] patches) {
    try (NDManager scope = manager.newSubManager()) {
      Pass pass = new Pass(scope.create(weights.values));
      return pass.latentMean(shares(scope, patches)).toFloatArray();
    }
  }

  @Override
  public float[] decode(float[] latents) {
    try (NDManager scope = manager.newSubManager()) {
      Pass pass = new Pass(scope.create(weights.values));
      NDArray z = scope.create(latents, new Shape(latents.length / latents(), latents()));
      return pass.decode(z).mul(rangeDb).add(floorDb).toFloatArray();
    }
  }

  @Override
  public double errorDb(float[] patches) {
    int step = ROWS_AT_ONCE * weights.size;
    double sum = 0;
    for (int at = 0; at < patches.length; at += step) {
      float[] part = Arrays.copyOfRange(patches, at, Math.min(patches.length, at + step));
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = shares(scope, part);
        Pass pass = new Pass(scope.create(weights.values));
        NDArray error = pass.decode(pass.latentMean(x)).sub(x);
        sum += error.square().mean(new int[] {1}).sqrt().sum().getFloat();
      }
    }
    return rangeDb * sum * weights.size / patches.length;
  }

  @Override
  public float[] nats(float[] patches) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = shares(scope, patches);
      Pass pass = new Pass(scope.create(weights.values));
      return divergence(pass.latentMean(x), pass.logVariance(x)).toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}

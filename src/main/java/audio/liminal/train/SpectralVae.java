package audio.liminal.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import audio.liminal.train.Weights.Part;
import java.util.Arrays;
import java.util.EnumMap;

/** The variational autoencoder of a spectrum's feature, run and differentiated by DJL. */
final class SpectralVae implements TrainableVae {
  static final float SLOPE = 0.2f;
  static final float LEAST_LOG_VARIANCE = -9;
  static final float GREATEST_LOG_VARIANCE = 3;

  private static final float DB_UNIT = 20;
  static final float NEPERS_PER_DB = (float) (Math.log(10) / 20);
  private static final float WEIGHT_RANGE_DB = 60;
  private static final float LEAST_WEIGHT = 0.1f;
  private static final double LOW_HZ = 700;
  private static final int ROWS_AT_ONCE = 4096;

  private final NDManager manager;
  private final Feature feature;
  private final SpectralRecipe.Loss shares;
  private final NDArray bandShares;
  private final NDArray transform;
  private final NDArray synthesis;
  private final NDArray binWeights;
  private final NDArray mean;
  private final NDArray deviation;
  private final Weights weights;
  private final long[] cuts;

  SpectralVae(Weights weights, int threads) {
    Engine engine = TrainingEngine.start(threads);
    this.weights = weights;
    this.feature = weights.recipe.feature();
    this.shares = weights.recipe.loss();
    this.manager = engine.newBaseManager();
    this.bandShares =
        manager.create(feature.bandShares(), new Shape(Feature.BINS, feature.bands()));
    this.transform =
        feature.transform() == null
            ? null
            : manager.create(feature.transform(), new Shape(feature.bands(), feature.size()));
    this.synthesis = manager.create(feature.synthesis(), new Shape(feature.size(), Feature.BINS));
    this.binWeights = manager.create(binWeights(shares.lowFrequencyPower()));
    this.mean = manager.create(weights.mean);
    this.deviation = manager.create(weights.deviation);
    this.cuts =
        Arrays.stream(Part.values())
            .limit(Part.values().length - 1)
            .mapToLong(weights::to)
            .toArray();
  }

  private static float[] binWeights(double power) {
    float[] weights = new float[Feature.BINS];
    for (int k = 0; k < Feature.BINS; k++) {
      weights[k] = (float) Math.pow(1 + k * Feature.BIN_HZ / LOW_HZ, -power);
    }
    return weights;
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
        parts.put(part, cut.get(at++));
      }
    }

    NDArray get(Part part) {
      NDArray values = parts.get(part);
      int rows = weights.rows(part);
      return rows == 1 ? values : values.reshape(rows, weights.columns(part));
    }

    NDArray layer(NDArray in, Part matrix, Part bias) {
      return Activation.leakyRelu(in.matMul(get(matrix)).add(get(bias)), SLOPE);
    }

    NDArray hidden(NDArray standard) {
      NDArray wide = layer(standard, Part.ENCODE_1, Part.ENCODE_1_BIAS);
      return layer(wide, Part.ENCODE_2, Part.ENCODE_2_BIAS);
    }

    NDArray latentMean(NDArray standard, NDArray hidden) {
      NDArray bent = hidden.matMul(get(Part.MEAN)).add(get(Part.MEAN_BIAS));
      return bent.add(standard.matMul(get(Part.MEAN_LINEAR)));
    }

    NDArray logVariance(NDArray hidden) {
      return hidden
          .matMul(get(Part.LOG_VARIANCE))
          .add(get(Part.LOG_VARIANCE_BIAS))
          .clip(LEAST_LOG_VARIANCE, GREATEST_LOG_VARIANCE);
    }

    NDArray decode(NDArray latent) {
      NDArray narrow = layer(latent, Part.DECODE_1, Part.DECODE_1_BIAS);
      NDArray wide = layer(narrow, Part.DECODE_2, Part.DECODE_2_BIAS);
      NDArray bent = wide.matMul(get(Part.DECODE_3)).add(get(Part.DECODE_3_BIAS));
      NDArray standard = bent.add(latent.matMul(get(Part.DECODE_LINEAR)));
      return standard.mul(deviation).add(mean);
    }
  }

  @Override
  public Loss gradient(float[] batch, float[] noise, double beta, float[] gradient) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = rows(scope, batch);
      NDArray flat = scope.create(weights.values);
      flat.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDList loss = loss(flat, x, latentRows(scope, noise), beta);
        collector.backward(loss.get(0));
        float[] slopes = flat.getGradient().toFloatArray();
        System.arraycopy(slopes, 0, gradient, 0, slopes.length);
        return new Loss(loss.get(0).getFloat(), loss.get(1).getFloat(), loss.get(2).getFloat());
      }
    }
  }

  private NDList loss(NDArray flat, NDArray x, NDArray noise, double beta) {
    Pass pass = new Pass(flat);
    NDArray standard = x.sub(mean).div(deviation);
    NDArray hidden = pass.hidden(standard);
    NDArray latentMean = pass.latentMean(standard, hidden);
    NDArray logVariance = pass.logVariance(hidden);
    NDArray latent = latentMean.add(logVariance.mul(0.5f).exp().mul(noise));
    NDArray error = pass.decode(latent).sub(x).matMul(synthesis);
    NDArray envelope = x.matMul(synthesis);
    NDArray below = envelope.sub(envelope.max(new int[] {1}, true));
    NDArray weight = below.div(WEIGHT_RANGE_DB).add(1).clip(LEAST_WEIGHT, 1);
    NDArray square = error.div(DB_UNIT).square();
    NDArray weighted = square.mul(weight).mul(binWeights).mean();
    NDArray rms = square.mean(new int[] {1}).add(1e-8f).sqrt().mean();
    NDArray convergence = convergence(below, error);
    NDArray divergence = divergence(latentMean, logVariance).sum();
    NDArray total =
        weighted
            .add(convergence.mul(shares.convergenceShare()))
            .add(rms.mul(shares.rmsShare()))
            .add(divergence.mul((float) beta));
    return new NDList(total, rms.mul(DB_UNIT), divergence);
  }

  /** Of each latent from the standard normal prior, in nats, mean over the batch. */
  private static NDArray divergence(NDArray mean, NDArray logVariance) {
    NDArray each = mean.square().add(logVariance.exp()).sub(logVariance).sub(1);
    return each.mean(new int[] {0}).mul(0.5f);
  }

  /** The error of linear magnitudes against their norm, which the loudest bins rule. */
  private static NDArray convergence(NDArray below, NDArray error) {
    NDArray wanted = below.mul(NEPERS_PER_DB).exp();
    NDArray got = below.add(error).clip(-200, 20).mul(NEPERS_PER_DB).exp();
    NDArray miss = got.sub(wanted).square().sum(new int[] {1}).add(1e-8f).sqrt();
    return miss.div(wanted.square().sum(new int[] {1}).sqrt()).mean();
  }

  /** What the graphs compute for a batch of spectra: four arrays, row after row. */
  record Result(float[] latentMean, float[] logVariance, float[] targetDb, float[] decodedDb) {}

  /**
   * Encodes spectra in dB and decodes the latents' means.
   *
   * @param spectra {@code count x 513}, row after row
   */
  Result run(float[] spectra) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray db = scope.create(spectra, new Shape(spectra.length / Feature.BINS, Feature.BINS));
      NDArray x = feature(db);
      Pass pass = new Pass(scope.create(weights.values));
      NDArray standard = x.sub(mean).div(deviation);
      NDArray hidden = pass.hidden(standard);
      NDArray latent = pass.latentMean(standard, hidden);
      return new Result(
          latent.toFloatArray(),
          pass.logVariance(hidden).toFloatArray(),
          x.matMul(synthesis).toFloatArray(),
          pass.decode(latent).matMul(synthesis).toFloatArray());
    }
  }

  private NDArray feature(NDArray db) {
    NDArray power = db.mul(2 * NEPERS_PER_DB).exp();
    if (feature.relative()) {
      power = power.div(power.sum(new int[] {1}, true).add(Feature.LEAST_TOTAL));
    }
    NDArray bands = power.matMul(bandShares).add(feature.floor()).log().div(2 * NEPERS_PER_DB);
    return transform == null ? bands : bands.matMul(transform);
  }

  private NDArray rows(NDManager scope, float[] features) {
    return scope.create(features, new Shape(features.length / feature.size(), feature.size()));
  }

  private NDArray latentRows(NDManager scope, float[] values) {
    return scope.create(values, new Shape(values.length / weights.latents, weights.latents));
  }

  @Override
  public float[] encode(float[] features) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray standard = rows(scope, features).sub(mean).div(deviation);
      Pass pass = new Pass(scope.create(weights.values));
      return pass.latentMean(standard, pass.hidden(standard)).toFloatArray();
    }
  }

  @Override
  public double lossWithoutNoise(float[] features) {
    int step = ROWS_AT_ONCE * feature.size();
    double sum = 0;
    for (int at = 0; at < features.length; at += step) {
      float[] part = Arrays.copyOfRange(features, at, Math.min(features.length, at + step));
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = rows(scope, part);
        NDArray silence = scope.zeros(new Shape(x.getShape().get(0), weights.latents));
        NDArray total = loss(scope.create(weights.values), x, silence, 0).get(0);
        sum += total.getFloat() * part.length;
      }
    }
    return sum / features.length;
  }

  @Override
  public double errorDb(float[] features) {
    int step = ROWS_AT_ONCE * feature.size();
    double sum = 0;
    for (int at = 0; at < features.length; at += step) {
      float[] part = Arrays.copyOfRange(features, at, Math.min(features.length, at + step));
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = rows(scope, part);
        Pass pass = new Pass(scope.create(weights.values));
        NDArray standard = x.sub(mean).div(deviation);
        NDArray again = pass.decode(pass.latentMean(standard, pass.hidden(standard)));
        NDArray error = again.sub(x).matMul(synthesis);
        sum += error.square().mean(new int[] {1}).sqrt().sum().getFloat();
      }
    }
    return sum * feature.size() / features.length;
  }

  @Override
  public float[] nats(float[] features) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray standard = rows(scope, features).sub(mean).div(deviation);
      Pass pass = new Pass(scope.create(weights.values));
      NDArray hidden = pass.hidden(standard);
      return divergence(pass.latentMean(standard, hidden), pass.logVariance(hidden)).toFloatArray();
    }
  }

  @Override
  public float[] decode(float[] latents) {
    try (NDManager scope = manager.newSubManager()) {
      Pass pass = new Pass(scope.create(weights.values));
      return pass.decode(latentRows(scope, latents)).toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}

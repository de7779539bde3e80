package audio.liminal.train;

import audio.liminal.signal.EngineException;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/** Fits a model's weights to a training set: Adam, a warm-up, then half a cosine. */
final class Optimiser {
  private static final int BATCH = 512;
  private static final int WARM_UP_STEPS = 200;
  private static final double RATE = 1e-3;
  private static final double BETA = 1e-5;
  private static final double BETA_RAMP = 0.2;
  private static final int STEPS_TIMED = 200;
  private static final int STEPS_BETWEEN_REPORTS = 1000;
  private static final int MOST_SKIPPED = 20;
  private static final int HELD_OUT_SPECTRA = 4096;

  private final EnvelopeVae model;
  private final Weights weights;
  private final TrainingSet set;
  private final float[] held;
  private final float[] cosines = Cepstrum.synthesis();
  private final Random random;
  private final Consumer<String> log;
  private int skipped;

  Optimiser(
      EnvelopeVae model,
      Weights weights,
      TrainingSet set,
      TrainingSet heldOut,
      long seed,
      Consumer<String> log) {
    this.model = model;
    this.weights = weights;
    this.set = set;
    this.random = new Random(seed);
    this.held = new float[HELD_OUT_SPECTRA * Cepstrum.COEFFICIENTS];
    heldOut.draw(random, held);
    this.log = log;
  }

  /**
   * Trains.
   *
   * @param minutes to train for, turned into steps by timing the first {@value #STEPS_TIMED}
   * @param wantedSteps if not 0, how many steps to take instead
   * @return the steps taken
   */
  int run(double minutes, int wantedSteps) {
    Adam adam = new Adam(weights.values.length);
    float[] batch = new float[BATCH * Cepstrum.COEFFICIENTS];
    float[] gradient = new float[weights.values.length];
    int steps = wantedSteps == 0 ? Integer.MAX_VALUE : wantedSteps;
    long start = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      if (wantedSteps == 0 && step == STEPS_TIMED) {
        double minutesTimed = (System.nanoTime() - start) / 60e9;
        steps = Math.max(STEPS_TIMED, (int) (minutes / minutesTimed * STEPS_TIMED));
      }
      double done = (double) step / steps;
      set.drawVaried(random, batch);
      EnvelopeVae.Loss loss = model.gradient(batch, BETA * Math.min(1, done / BETA_RAMP), gradient);
      double warm = Math.min(1, (step + 1.0) / WARM_UP_STEPS);
      double rate = RATE * warm * 0.5 * (1 + Math.cos(Math.PI * done));
      if (!Float.isFinite(loss.total()) || !adam.step(weights.values, gradient, rate)) {
        skip(step, loss);
      }
      if (step % STEPS_BETWEEN_REPORTS == 0 || step == steps - 1) {
        report(step, steps, start, loss);
      }
    }
    return steps;
  }

  /** One batch may overflow; many mean that the weights are lost. */
  private void skip(int step, EnvelopeVae.Loss loss) {
    skipped++;
    log.accept("step " + step + ": not finite, skipped: " + loss);
    if (skipped > MOST_SKIPPED) {
      throw new EngineException("training diverged: step=" + step + ", skipped=" + skipped, null);
    }
  }

  private void report(int step, int steps, long start, EnvelopeVae.Loss loss) {
    String of = steps == Integer.MAX_VALUE ? "" : "/" + steps;
    log.accept(
        String.format(
            Locale.ROOT,
            "step %d%s, %.1f min: loss %.5f, error %.2f dB, SC %.3f, KL %.0f nats;"
                + " held out: error %.2f dB",
            step,
            of,
            (System.nanoTime() - start) / 60e9,
            loss.total(),
            loss.rmsDb(),
            loss.spectralConvergence(),
            loss.klNats(),
            heldOutErrorDb()));
  }

  /** The mean over spectra of the root mean square error over bins. */
  private double heldOutErrorDb() {
    float[] got = model.decode(model.encode(held));
    double sum = 0;
    for (int row = 0; row < HELD_OUT_SPECTRA; row++) {
      sum += rootMeanSquareDb(got, row * Cepstrum.COEFFICIENTS);
    }
    return sum / HELD_OUT_SPECTRA;
  }

  private double rootMeanSquareDb(float[] got, int at) {
    double squares = 0;
    for (int k = 0; k < Cepstrum.BINS; k++) {
      float error = 0;
      for (int q = 0; q < Cepstrum.COEFFICIENTS; q++) {
        error += (got[at + q] - held[at + q]) * cosines[q * Cepstrum.BINS + k];
      }
      squares += error * error;
    }
    return Math.sqrt(squares / Cepstrum.BINS);
  }
}

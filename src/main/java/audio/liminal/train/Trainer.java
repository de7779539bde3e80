package audio.liminal.train;

import audio.liminal.signal.EngineException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Fits a model's weights to examples and keeps those that did best on examples held out.
 *
 * <p>Batches and noise depend on the seed and the step alone.
 */
final class Trainer {
  private static final int STEPS_BETWEEN_JUDGEMENTS = 250;
  private static final double STATUS_SECONDS = 0.5;
  private static final int MOST_SKIPPED = 20;
  private static final int HELD_OUT_EXAMPLES = 4096;
  private static final double CHECKPOINT_SECONDS = 20;
  private static final long STOP_SECONDS = 10;

  /** Share of the whole run that may bring nothing better on what is held out. */
  private static final double PATIENCE = 0.25;

  private static final int LEAST_PATIENCE_STEPS = 5000;

  /**
   * When to end.
   *
   * @param minutes of training; counts when {@code steps} is 0
   * @param steps of the optimiser
   */
  record Limit(double minutes, int steps) {
    double done(TrainingState state) {
      return Math.min(1, steps == 0 ? state.minutes / minutes : (double) state.step / steps);
    }
  }

  private final TrainableVae model;
  private final Schedule schedule;
  private final Examples set;
  private final float[] held;
  private final long seed;
  private final TrainingView view;
  private final TrainingState state;
  private final Checkpoint checkpoint;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean stop;
  private double nextStatus;
  private double nextCheckpoint;

  Trainer(
      TrainableVae model,
      Schedule schedule,
      Examples set,
      Examples heldOut,
      long seed,
      Checkpoint checkpoint,
      TrainingView view) {
    this.model = model;
    this.schedule = schedule;
    this.set = set;
    this.seed = seed;
    this.checkpoint = checkpoint;
    this.view = view;
    this.held = new float[HELD_OUT_EXAMPLES * heldOut.width()];
    heldOut.draw(Draws.at(seed, -1), held);
    this.state = new TrainingState(model.weights());
  }

  TrainingState state() {
    return state;
  }

  /** Goes on where the checkpoint is. */
  void resume() {
    checkpoint.restore(state);
  }

  /**
   * Trains to the end, or until nothing gets better; the model is left with its best weights.
   *
   * @return false when it was stopped on the way
   */
  boolean run(Limit limit) {
    float[] batch = new float[schedule.batch() * set.width()];
    float[] noise = new float[schedule.batch() * model.latents()];
    float[] gradient = new float[state.weights.length];
    double before = state.minutes - seconds() / 60;
    nextCheckpoint = seconds() + CHECKPOINT_SECONDS;
    while (!state.finished && !stop) {
      double done = limit.done(state);
      RandomGenerator random = Draws.at(seed, state.step);
      set.drawVaried(random, batch);
      Draws.normal(random, noise);
      TrainableVae.Loss loss = model.gradient(batch, noise, schedule.betaAt(done), gradient);
      move(loss, gradient, schedule.rateAt(state.step, done));
      state.step++;
      state.minutes = before + seconds() / 60;
      state.finished = limit.done(state) >= 1;
      if (state.step % STEPS_BETWEEN_JUDGEMENTS == 0 || state.finished) {
        judge(loss, limit);
      }
      show(loss, limit);
    }
    checkpoint.save(state);
    stopped.countDown();
    if (state.finished) {
      System.arraycopy(state.bestWeights, 0, state.weights, 0, state.weights.length);
    }
    return state.finished;
  }

  private static double seconds() {
    return System.nanoTime() / 1e9;
  }

  /** From another thread: ends the run at its next step and waits until it has been saved. */
  void stop() {
    stop = true;
    try {
      if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        view.say("the last steps were not saved in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(TrainableVae.Loss loss, Limit limit) {
    double now = seconds();
    if (now > nextCheckpoint) {
      nextCheckpoint = now + CHECKPOINT_SECONDS;
      checkpoint.save(state);
    }
    if (now > nextStatus || state.finished) {
      nextStatus = now + STATUS_SECONDS;
      view.status(status(loss, limit));
    }
  }

  /** One batch may overflow; many mean that the weights are lost. */
  private void move(TrainableVae.Loss loss, float[] gradient, double rate) {
    if (Float.isFinite(loss.total())
        && state.adam.step(state.weights, gradient, rate, state.moved)) {
      state.moved++;
      return;
    }
    view.say("step " + state.step + ": not finite, skipped: " + loss);
    int skipped = state.step + 1 - state.moved;
    if (skipped > MOST_SKIPPED) {
      throw new EngineException(
          "training diverged: step=" + state.step + ", skipped=" + skipped, null);
    }
  }

  private void judge(TrainableVae.Loss loss, Limit limit) {
    double error = model.errorDb(held);
    state.history.add(
        new TrainingState.Point(
            state.step, state.minutes, loss.total(), loss.errorDb(), loss.klNats(), error));
    double judged = model.lossWithoutNoise(held);
    if (judged < state.bestLoss) {
      state.bestLoss = judged;
      state.bestErrorDb = error;
      state.bestDone = limit.done(state);
      state.bestStep = state.step;
      System.arraycopy(state.weights, 0, state.bestWeights, 0, state.weights.length);
    }
    if (limit.done(state) - state.bestDone > PATIENCE
        && state.step - state.bestStep > LEAST_PATIENCE_STEPS) {
      state.finished = true;
      view.say("stopped early: nothing better on held-out spectra since step " + state.bestStep);
    }
  }

  private String status(TrainableVae.Loss loss, Limit limit) {
    double done = limit.done(state);
    double left = done == 0 ? limit.minutes() : state.minutes * (1 - done) / done;
    String now =
        String.format(
            Locale.ROOT,
            "step %d, %2.0f %%, %.1f min left: loss %.4f, error %.2f dB, KL %.0f nats",
            state.step,
            100 * done,
            left,
            loss.total(),
            loss.errorDb(),
            loss.klNats());
    if (state.history.isEmpty()) {
      return now;
    }
    double heldOut = state.history.get(state.history.size() - 1).heldOutErrorDb();
    return now
        + String.format(
            Locale.ROOT, "; held out %.3f dB, best %.3f dB", heldOut, state.bestErrorDb);
  }
}

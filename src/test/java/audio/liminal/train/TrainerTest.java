package audio.liminal.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final Schedule SCHEDULE = new Schedule(4, 0.003, 0);
  private static final Trainer.Limit STEPS = new Trainer.Limit(1, 1000);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheCheckpoint() {
    file = folder.resolve(".line.training");
  }

  @Test
  void shouldEndUpTheSameAfterBeingStopped() {
    Line whole = new Line(Integer.MAX_VALUE);
    assertTrue(trainer(whole, "a").run(STEPS));

    Line cut = new Line(300);
    Trainer first = trainer(cut, "b");
    cut.atStop = () -> new Thread(first::stop).start();
    assertFalse(first.run(STEPS));
    int step = first.state().step;
    assertTrue(step >= 300 && step < 1000, "stopped at " + step);

    Line again = new Line(Integer.MAX_VALUE);
    Trainer second = trainer(again, "b");
    second.resume();
    assertTrue(second.run(STEPS));
    assertArrayEquals(whole.weights, again.weights, 0);
    assertEquals(4, second.state().history.size());
    assertEquals(1000 - step, again.calls);
  }

  @Test
  void shouldKeepTheWeightsThatDidBest() {
    Line line = new Line(Integer.MAX_VALUE);
    line.heldOutTarget = 0.5f;
    Trainer trainer = trainer(line, "a");
    trainer.run(new Trainer.Limit(1, 40_000));
    assertEquals(250, trainer.state().bestStep);
    assertTrue(line.weights[0] < 0.8, "not the last weights: " + line.weights[0]);
    assertTrue(trainer.state().step < 20_000, "early stopping at " + trainer.state().step);
  }

  @Test
  void shouldRefuseToResumeAnotherRun() throws IOException {
    BadInputException none =
        assertThrows(BadInputException.class, () -> checkpoint("64").expectSameRun());
    assertTrue(none.getMessage().startsWith("--resume: unfinished run=none"), none.getMessage());
    checkpoint("64").save(new TrainingState(new float[2]));
    checkpoint("64").expectSameRun();
    BadInputException other =
        assertThrows(BadInputException.class, () -> checkpoint("32").expectSameRun());
    assertEquals(
        "--resume: --latents=32, expected 64, as the run was started with", other.getMessage());
    BadInputException there =
        assertThrows(BadInputException.class, () -> checkpoint("64").expectNone());
    assertTrue(there.getMessage().contains("--resume to go on"), there.getMessage());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    BadInputException broken =
        assertThrows(
            BadInputException.class,
            () -> checkpoint("64").restore(new TrainingState(new float[2])));
    assertTrue(broken.getMessage().contains("its checksum differs"), broken.getMessage());
  }

  @Test
  void shouldKeepTheOldFolderUntilTheNewOneIsWhole() throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.writeString(model.resolve("card.json"), "old");
    FolderSwap killed = new FolderSwap(model, file);
    Files.writeString(killed.open().resolve("card.json"), "half");
    assertEquals("old", Files.readString(model.resolve("card.json")));

    Files.move(model, folder.resolve(".model.previous"));
    FolderSwap swap = new FolderSwap(model, file);
    swap.recover();
    assertEquals("old", Files.readString(model.resolve("card.json")));
    Files.writeString(swap.open().resolve("card.json"), "new");
    swap.commit();
    assertEquals("new", Files.readString(model.resolve("card.json")));
    assertFalse(Files.exists(folder.resolve(".model.previous")));
  }

  @Test
  void shouldHaveNoUnfinishedRunBesideAFinishedModelWheneverItIsKilled() throws IOException {
    Path model = folder.resolve("model");
    FolderSwap swap = new FolderSwap(model, file);
    checkpoint("64").save(new TrainingState(new float[2]));
    Path next = swap.open();
    Files.writeString(next.resolve("card.json"), "new");
    Path spent = next.resolve(file.getFileName());
    Files.move(file, spent); // and killed
    swap.recover();
    checkpoint("64").expectSameRun();

    Files.move(file, spent);
    Files.move(next, model); // and killed
    swap.recover();
    checkpoint("64").expectNone();
    assertArrayEquals(new String[] {"card.json"}, model.toFile().list());

    checkpoint("64").save(new TrainingState(new float[2]));
    Files.writeString(swap.open().resolve("card.json"), "newer");
    swap.commit();
    checkpoint("64").expectNone();
    assertArrayEquals(new String[] {"card.json"}, model.toFile().list());
  }

  private Checkpoint checkpoint(String latents) {
    return new Checkpoint(file, Map.of("--latents", latents));
  }

  private Trainer trainer(Line model, String name) {
    Checkpoint checkpoint = new Checkpoint(folder.resolve(name), Map.of());
    return new Trainer(model, SCHEDULE, new Normal(), new Normal(), 7, checkpoint, new Watched());
  }

  /** Standard normal numbers. */
  private static final class Normal implements Examples {
    @Override
    public int size() {
      return Integer.MAX_VALUE;
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void draw(RandomGenerator random, float[] batch) {
      Draws.normal(random, batch);
    }

    @Override
    public void drawVaried(RandomGenerator random, float[] batch) {
      draw(random, batch);
    }
  }

  /** Learns the noisy slope of a line; held-out examples may want another one. */
  private static final class Line implements TrainableVae {
    private final float[] weights = {0};
    private final int stopAt;
    private Runnable atStop = () -> {};
    private float heldOutTarget = 1;
    private int calls;

    Line(int stopAt) {
      this.stopAt = stopAt;
    }

    @Override
    public float[] weights() {
      return weights;
    }

    @Override
    public int latents() {
      return 1;
    }

    @Override
    public Loss gradient(float[] batch, float[] noise, double beta, float[] gradient) {
      if (++calls == stopAt) {
        atStop.run();
        pause();
      }
      gradient[0] = weights[0] - 1 + 0.1f * (batch[0] + noise[0]);
      return new Loss(gradient[0] * gradient[0], gradient[0], 0);
    }

    private static void pause() {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public float[] encode(float[] examples) {
      return examples.clone();
    }

    @Override
    public float[] decode(float[] latents) {
      return latents.clone();
    }

    @Override
    public double errorDb(float[] examples) {
      return Math.abs(weights[0] - heldOutTarget);
    }

    @Override
    public float[] nats(float[] examples) {
      return new float[1];
    }

    @Override
    public void close() {}
  }
}

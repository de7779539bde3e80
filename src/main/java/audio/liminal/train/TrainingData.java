package audio.liminal.train;

import audio.liminal.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes training and held-out material by a {@link Recipe}, the same for a seed.
 *
 * <p>Layout: {@code train/CLASS/*.wav}, {@code held-out/CLASS/*.wav}, or the parts of {@link
 * TimbreTakes}, all at 48 kHz, and {@link Manifest}.
 */
public final class TrainingData {
  static final String TRAIN = "train";
  static final String HELD_OUT = "held-out";

  private TrainingData() {}

  /**
   * Makes everything in {@code folder}; what an earlier manifest there lists is removed first.
   *
   * @param progress told how many files are done and how many there are
   */
  public static void make(Recipe recipe, Path folder, long seed, Progress progress)
      throws IOException {
    Path scratch = Files.createTempDirectory("liminal-data");
    try {
      Jobs jobs = new Jobs(seed);
      recipe.plan(jobs, scratch);
      Manifest.removeListed(folder);
      Files.createDirectories(folder);
      // first what is planned, so that what an end midway leaves is known
      manifest(seed, jobs, job -> null).write(folder);
      run(jobs.list(), folder, progress);
      manifest(seed, jobs, job -> Model.sha256(folder.resolve(job.file()))).write(folder);
    } finally {
      delete(scratch);
    }
  }

  private static void run(List<Job> jobs, Path folder, Progress progress) {
    AtomicInteger done = new AtomicInteger();
    jobs.parallelStream()
        .forEach(
            job -> {
              job.makeIn(folder);
              progress.done(done.incrementAndGet(), jobs.size());
            });
  }

  private static Manifest manifest(long seed, Jobs jobs, Function<Job, String> digest) {
    return new Manifest(
        seed,
        jobs.list().stream()
            .map(
                job ->
                    new Manifest.Entry(
                        job.file(),
                        digest.apply(job),
                        job.source().name(),
                        job.source().licence(),
                        job.source().credit()))
            .toList());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

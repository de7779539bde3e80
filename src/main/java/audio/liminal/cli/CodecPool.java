package audio.liminal.cli;

import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/** Does many things at once with a model, each with a codec to itself. */
final class CodecPool implements AutoCloseable {
  private final List<ModelCodec> codecs = new ArrayList<>();
  private final BlockingQueue<ModelCodec> idle;
  private final ExecutorService threads;

  /** One that uses every core. */
  CodecPool(Model model) {
    this(model, Runtime.getRuntime().availableProcessors());
  }

  CodecPool(Model model, int threads) {
    for (int i = 0; i < threads; i++) {
      codecs.add(model.open(Device.CPU));
    }
    this.idle = new ArrayBlockingQueue<>(threads, false, codecs);
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** The results in the items' order; what one throws is thrown on, after those begun are done. */
  <I, O> List<O> map(String task, List<I> items, BiFunction<ModelCodec, I, O> work) {
    AtomicLong done = new AtomicLong();
    try (Progress progress = new Progress(task, items.size(), "", 1)) {
      List<Future<O>> futures = new ArrayList<>();
      for (I item : items) {
        futures.add(
            threads.submit(
                () -> {
                  O result = withCodec(item, work);
                  progress.reach(done.incrementAndGet());
                  return result;
                }));
      }
      List<O> results = new ArrayList<>();
      for (Future<O> future : futures) {
        results.add(get(future));
      }
      return results;
    }
  }

  private <I, O> O withCodec(I item, BiFunction<ModelCodec, I, O> work)
      throws InterruptedException {
    ModelCodec codec = idle.take();
    try {
      return work.apply(codec, item);
    } finally {
      idle.add(codec);
    }
  }

  private static <O> O get(Future<O> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      boolean ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      if (ended) {
        codecs.forEach(ModelCodec::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

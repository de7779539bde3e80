package audio.liminal.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A progress bar on standard error that appears at once; where that is no terminal, as in a log, a
 * line now and then.
 */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 78;
  private static final int UPDATE_MS = 200;
  private static final int LOG_MS = 10_000;

  private final ProgressBar bar;

  /**
   * @param total in {@code unit}s, or -1 when it is not known
   */
  Progress(String task, long total, String unit, long unitSize) {
    boolean seen = Terminal.showsErrors();
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(unit, unitSize)
            .setUpdateIntervalMillis(seen ? UPDATE_MS : LOG_MS)
            .setConsumer(
                seen
                    ? new ConsoleProgressBarConsumer(new PrintStream(System.err), WIDTH)
                    : new DelegatingProgressBarConsumer(System.err::println, WIDTH))
            .build();
  }

  void reach(long done) {
    bar.stepTo(done);
  }

  /** As {@link #reach(long)}, where the total shows only now. */
  void reach(long done, long of) {
    bar.maxHint(of);
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }
}

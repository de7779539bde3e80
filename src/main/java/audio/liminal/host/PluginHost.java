package audio.liminal.host;

import audio.liminal.ring.RingLayout;
import audio.liminal.ring.RingSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Serves all plugins of one process: looks after their slots, has loaded what they want, and beats
 * as long as all is well.
 */
public final class PluginHost {
  private final RingSegment segment;
  private final Consumer<Throwable> fatal;
  private final List<PluginSlot> slots = new ArrayList<>();

  /**
   * @param maker called on a thread of its own, one call at a time
   * @param fatal told what nothing can go on after
   */
  public PluginHost(RingSegment segment, PluginProgramme.Maker maker, Consumer<Throwable> fatal) {
    this.segment = segment;
    this.fatal = fatal;
    ExecutorService loader = Executors.newSingleThreadExecutor(task -> daemon(task, "loader"));
    PluginProgramme.Maker warmed = new WarmMaker(maker);
    for (int i = 0; i < RingLayout.SLOTS; i++) {
      slots.add(new PluginSlot(segment.slot(i), warmed, loader));
    }
  }

  /** Begins to serve, until the process ends. */
  public void start() {
    daemon(this::run, "control").start();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void run() {
    try {
      segment.announce();
      while (true) {
        int seen = segment.attention();
        slots.forEach(PluginSlot::tend);
        if (slots.stream().allMatch(PluginSlot::isWell)) {
          segment.beat();
        }
        segment.awaitAttention(seen);
      }
    } catch (RuntimeException | Error e) {
      fatal.accept(e);
    }
  }
}

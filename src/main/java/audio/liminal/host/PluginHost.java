package audio.liminal.host;

import audio.liminal.ring.RingLayout;
import audio.liminal.ring.RingSegment;
import audio.liminal.ring.SlotRequest;
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
  private static final long FIRST_WARM_UP_NS = 500_000_000;
  private static final long WARM_UP_NS = 20_000_000;

  private final RingSegment segment;
  private final PluginProgramme.Maker maker;
  private final Consumer<Throwable> fatal;
  private final List<PluginSlot> slots = new ArrayList<>();
  private boolean warm; // the loader's

  /**
   * @param maker called on a thread of its own, one call at a time
   * @param fatal told what nothing can go on after
   */
  public PluginHost(RingSegment segment, PluginProgramme.Maker maker, Consumer<Throwable> fatal) {
    this.segment = segment;
    this.maker = maker;
    this.fatal = fatal;
    ExecutorService loader = Executors.newSingleThreadExecutor(task -> daemon(task, "loader"));
    for (int i = 0; i < RingLayout.SLOTS; i++) {
      slots.add(new PluginSlot(segment.slot(i), this::warmed, loader));
    }
  }

  /** Begins to serve, until the process ends. */
  public void start() {
    daemon(this::run, "control").start();
  }

  /** The first engine of a process takes longest: what Java compiles for it serves all others. */
  private PluginProgramme warmed(SlotRequest request, String text, float[] parameters) {
    PluginProgramme programme = maker.make(request, text, parameters);
    WarmUp.run(
        programme.engine(),
        request.channels(),
        request.sidechains(),
        warm ? WARM_UP_NS : FIRST_WARM_UP_NS);
    warm = true;
    return programme;
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

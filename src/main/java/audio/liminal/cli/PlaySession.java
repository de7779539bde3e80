package audio.liminal.cli;

import audio.liminal.host.AudioDriver;
import audio.liminal.host.LiveStream;
import audio.liminal.host.PlayStats;
import audio.liminal.host.Player;
import audio.liminal.host.PortPlan;
import audio.liminal.host.Privileges;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Plays until told to stop: watches the driver, waits for it when it is gone, obeys keys and what
 * comes from afar, tells figures.
 */
final class PlaySession {
  private static final long TICK_NS = 100_000_000;
  private static final long REPORT_NS = 1_000_000_000;
  private static final int IDLE_REPORTS = 2;

  private final AudioDriver driver;
  private final PortPlan plan;
  private final Player player;
  private final PlayDesk desk;
  private final PlayStatus status;
  private final PrintWriter out;
  private final Consumer<String> log;
  private volatile boolean stopped;
  private String lastDescription = "";
  private String lastTrouble;
  private long lastBlocks;
  private int idleReports;

  /**
   * @param out where figures go, a line a second
   * @param log where events go
   */
  PlaySession(
      AudioDriver driver,
      PortPlan plan,
      Player player,
      PlayDesk desk,
      PlayStatus status,
      PrintWriter out,
      Consumer<String> log) {
    this.driver = driver;
    this.plan = plan;
    this.player = player;
    this.desk = desk;
    this.status = status;
    this.out = out;
    this.log = log;
  }

  /** Ends {@link #run} soon; any thread. */
  void stop() {
    stopped = true;
  }

  /** Plays; throws {@link EngineException} only when the driver could not be opened at first. */
  void run() {
    String memory = Privileges.lockMemory(); // while it plays, that alone would make it late
    LiveStream stream = driver.open(plan, player);
    log.accept("memory " + memory);
    try (Terminal terminal = Terminal.open()) {
      if (terminal.hasKeys()) {
        log.accept(PlayKeys.HELP);
      }
      long reportAt = System.nanoTime() + REPORT_NS;
      while (!stopped && !player.fileEnded()) {
        rest();
        if (!stream.alive()) {
          stream = reopened(stream, terminal);
        }
        stream.tend();
        describe(stream);
        obey(terminal);
        if (System.nanoTime() - reportAt >= 0) {
          reportAt += REPORT_NS;
          report();
        }
      }
      report();
    } finally {
      stream.close();
    }
  }

  /** Does what hands ask for, with or without a driver. */
  private void obey(Terminal terminal) {
    for (int key = terminal.key(); key != Terminal.NO_KEY; key = terminal.key()) {
      if (!desk.press(key)) {
        stop();
      }
    }
    desk.tend();
    player.tend();
  }

  /** Waits as long as it takes; gives the dead stream back when told to stop meanwhile. */
  private LiveStream reopened(LiveStream dead, Terminal terminal) {
    log.accept("the audio server or device is gone; waiting for it");
    dead.close();
    lastDescription = "";
    String lastReason = null;
    while (!stopped) {
      obey(terminal);
      try {
        return driver.open(plan, player);
      } catch (BadInputException e) {
        if (!e.getMessage().equals(lastReason)) {
          lastReason = e.getMessage();
          log.accept(lastReason + "; waiting for that");
        }
      } catch (EngineException e) {
        // none yet
      }
      rest();
    }
    return dead;
  }

  private void describe(LiveStream stream) {
    String description = stream.description();
    if (stream.alive() && !description.equals(lastDescription)) {
      lastDescription = description;
      log.accept(
          String.format(
              Locale.ROOT,
              "playing on %s, latency %d samples%s",
              description,
              player.latencySamples(),
              reserved()));
      log.accept("engine thread: real-time priority " + Privileges.realTime());
    }
  }

  private String reserved() {
    double ms = 1000 * player.reserveSeconds();
    return ms == 0 ? "" : String.format(Locale.ROOT, ", %.1f ms of it in reserve (--reserve)", ms);
  }

  private void report() {
    PlayStats stats = player.stats();
    out.println(status.line(stats, player.sampleRateHz(), desk));
    out.flush();
    if (stats.trouble() != null && !stats.trouble().equals(lastTrouble)) {
      lastTrouble = stats.trouble();
      log.accept(lastTrouble);
    }
    watch(stats.blocks());
  }

  /** Says when the driver lives but plays nothing, as a device may that was pulled out. */
  private void watch(long blocks) {
    idleReports = blocks == lastBlocks ? idleReports + 1 : 0;
    lastBlocks = blocks;
    if (idleReports == IDLE_REPORTS) {
      log.accept("the audio server or device stands still; waiting for it");
    }
  }

  /** An interrupt is a wish to end. */
  private void rest() {
    LockSupport.parkNanos(this, TICK_NS);
    if (Thread.interrupted()) {
      stop();
    }
  }
}

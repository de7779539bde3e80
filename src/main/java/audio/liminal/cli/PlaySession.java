package audio.liminal.cli;

import audio.liminal.host.AudioDriver;
import audio.liminal.host.LiveStream;
import audio.liminal.host.PlayStats;
import audio.liminal.host.Player;
import audio.liminal.host.PortPlan;
import audio.liminal.host.Privileges;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.EngineException;
import java.io.PrintWriter;

/**
 * Plays until told to stop: watches the driver, waits for it when it is gone, obeys keys, tells
 * figures.
 */
final class PlaySession {
  private static final int TICK_MS = 100;
  private static final int TICKS_PER_STATUS = 10;
  private static final float MORPH_STEP = 0.05f;
  private static final String KEYS = "keys: + and - morph, b bypass, q quit";

  private final AudioDriver driver;
  private final PortPlan plan;
  private final Player player;
  private final PlayStatus status;
  private final PrintWriter out;
  private final PrintWriter log;
  private volatile boolean stopped;
  private String lastDescription = "";
  private String lastTrouble;

  /**
   * @param out where figures go, a line a second
   * @param log where events go
   */
  PlaySession(
      AudioDriver driver,
      PortPlan plan,
      Player player,
      PlayStatus status,
      PrintWriter out,
      PrintWriter log) {
    this.driver = driver;
    this.plan = plan;
    this.player = player;
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
    LiveStream stream = driver.open(plan, player);
    say("memory " + Privileges.lockMemory());
    try (Terminal terminal = Terminal.open()) {
      if (terminal.hasKeys()) {
        say(KEYS);
      }
      for (int tick = 1; !stopped && !player.fileEnded(); tick++) {
        rest();
        if (!stream.alive()) {
          stream = reopened(stream);
        }
        stream.tend();
        describe(stream);
        obey(terminal);
        if (tick % TICKS_PER_STATUS == 0) {
          report();
        }
      }
      report();
    } finally {
      stream.close();
    }
  }

  /** Waits as long as it takes; gives the dead stream back when told to stop meanwhile. */
  private LiveStream reopened(LiveStream dead) {
    say("the audio server or device is gone; waiting for it");
    dead.close();
    lastDescription = "";
    while (!stopped) {
      try {
        return driver.open(plan, player);
      } catch (EngineException e) {
        rest();
      }
    }
    return dead;
  }

  private void describe(LiveStream stream) {
    String description = stream.description();
    if (stream.alive() && !description.equals(lastDescription)) {
      lastDescription = description;
      say("playing on " + description + ", latency " + player.latencySamples() + " samples");
      say("engine thread: real-time priority " + Privileges.realTime());
    }
  }

  private void obey(Terminal terminal) {
    for (int key = terminal.key(); key != Terminal.NO_KEY; key = terminal.key()) {
      MorphSettings now = player.settings();
      switch (key) {
        case '+', '=' ->
            player.change(now.withMorph(Math.min(1, now.get(Control.MORPH) + MORPH_STEP)));
        case '-' -> player.change(now.withMorph(Math.max(0, now.get(Control.MORPH) - MORPH_STEP)));
        case 'b' -> player.change(now.with(Control.BYPASS, !now.isOn(Control.BYPASS)));
        case 'q' -> stop();
        default -> say(KEYS);
      }
    }
  }

  private void report() {
    PlayStats stats = player.stats();
    out.println(status.line(stats, player.settings(), player.sampleRateHz()));
    out.flush();
    if (stats.trouble() != null && !stats.trouble().equals(lastTrouble)) {
      lastTrouble = stats.trouble();
      say(lastTrouble);
    }
  }

  private void say(String what) {
    log.println("liminal: " + what);
    log.flush();
  }

  /** An interrupt is a wish to end. */
  private void rest() {
    try {
      Thread.sleep(TICK_MS);
    } catch (InterruptedException e) {
      stop();
    }
  }
}

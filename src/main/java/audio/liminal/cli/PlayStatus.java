package audio.liminal.cli;

import audio.liminal.host.PlayStats;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Writes what a player has to tell, for people or for programs. */
final class PlayStatus {
  private static final double FLOOR_DB = -120;

  /** How figures are written. */
  enum Form {
    LINE,
    JSON
  }

  private final Form form;

  PlayStatus(Form form) {
    this.form = form;
  }

  /**
   * One line.
   *
   * @param sampleRateHz of the latency
   */
  String line(PlayStats stats, MorphSettings settings, int sampleRateHz) {
    long pauses = 0;
    long pausedMs = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      pauses += collector.getCollectionCount();
      pausedMs += collector.getCollectionTime();
    }
    String pattern =
        form == Form.JSON
            ? "{\"inDb\":%.1f,\"outDb\":%.1f,\"morph\":%.2f,\"bypass\":%b,\"latencySamples\":%d,"
                + "\"latencyMs\":%.2f,\"hopLoad50\":%.3f,\"hopLoad99\":%.3f,\"lateBlocks\":%d,"
                + "\"xruns\":%d,\"gcPauses\":%d,\"gcMs\":%d,\"lostSamples\":%d}"
            : "in %.1f dB  out %.1f dB  morph %.2f  bypass %b  latency %d = %.2f ms  load %.2f p50"
                + " %.2f p99  late %d  xruns %d  gc %d in %d ms  unrecorded %d";
    return String.format(
        Locale.ROOT,
        pattern,
        decibels(stats.inPeak()),
        decibels(stats.outPeak()),
        settings.get(Control.MORPH),
        settings.isOn(Control.BYPASS),
        stats.latencySamples(),
        1000.0 * stats.latencySamples() / sampleRateHz,
        stats.hopLoad50(),
        stats.hopLoad99(),
        stats.lateBlocks(),
        stats.xruns(),
        pauses,
        pausedMs,
        stats.lostSamples());
  }

  private static double decibels(float peak) {
    return Math.max(FLOOR_DB, 20 * Math.log10(peak));
  }
}

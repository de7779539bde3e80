package audio.liminal.cli;

import audio.liminal.host.PlayStats;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/** Writes what a player has to tell, for people or for programs. */
final class PlayStatus {
  private static final double FLOOR_DB = -120;

  private static final Pattern BESIDE = Pattern.compile("Cycles|Concurrent");

  private static final String JSON =
      "\"inDb\":%.1f,\"outDb\":%.1f,\"morph\":%.2f,\"bypass\":%b,\"freeze\":%b,"
          + "\"latencySamples\":%d,\"latencyMs\":%.2f,\"hopLoad50\":%.3f,\"hopLoad99\":%.3f,"
          + "\"lateBlocks\":%d,\"xruns\":%d,\"gcPauses\":%d,\"gcMs\":%d,\"lostSamples\":%d";

  private static final String LINE =
      "in %.1f dB  out %.1f dB  morph %.2f  bypass %b  freeze %b  latency %d = %.2f ms"
          + "  load %.2f p50 %.2f p99  late %d  xruns %d  gc %d in %d ms  unrecorded %d";

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
  String line(PlayStats stats, int sampleRateHz, PlayDesk desk) {
    MorphSettings settings = desk.settings();
    String line =
        String.format(
            Locale.ROOT,
            form == Form.JSON ? JSON : LINE,
            decibels(stats.inPeak()),
            decibels(stats.outPeak()),
            settings.get(Control.MORPH),
            settings.isOn(Control.BYPASS),
            settings.isOn(Control.FREEZE),
            stats.latencySamples(),
            1000.0 * stats.latencySamples() / sampleRateHz,
            stats.recentLoads().p50(),
            stats.recentLoads().p99(),
            stats.lateBlocks(),
            stats.xruns(),
            collected(GarbageCollectorMXBean::getCollectionCount),
            collected(GarbageCollectorMXBean::getCollectionTime),
            stats.lostSamples());
    return form == Form.JSON ? "{" + line + "," + more(stats, desk) + "}" : line;
  }

  /** What programs are told beside. */
  private static String more(PlayStats stats, PlayDesk desk) {
    return String.format(
        Locale.ROOT,
        "\"allLoad50\":%.3f,\"allLoad99\":%.3f,\"allLoad999\":%.3f,\"allLoadMost\":%.3f,"
            + "\"blocks\":%d,\"refusedMessages\":%d,\"heapBytes\":%d,\"preset\":%s",
        stats.allLoads().p50(),
        stats.allLoads().p99(),
        stats.allLoads().p999(),
        stats.allLoads().most(),
        stats.blocks(),
        desk.refusedMessages(),
        heapBytes(),
        quoted(desk.preset()));
  }

  /** Of collectors that stop the program, not of what they do beside it. */
  private static long collected(ToLongFunction<GarbageCollectorMXBean> figure) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> !BESIDE.matcher(collector.getName()).find())
        .mapToLong(figure)
        .sum();
  }

  /** What outlived the last collection, or the nursery where there is one. */
  private static long heapBytes() {
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    return pools.stream()
        .filter(MemoryPoolMXBean::isUsageThresholdSupported)
        .map(pools.size() == 1 ? MemoryPoolMXBean::getCollectionUsage : MemoryPoolMXBean::getUsage)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private static String quoted(String text) {
    return text == null ? "null" : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static double decibels(float peak) {
    return Math.max(FLOOR_DB, 20 * Math.log10(peak));
  }
}

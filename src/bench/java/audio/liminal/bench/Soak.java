package audio.liminal.bench;

import audio.liminal.file.AudioReader;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Plays for a long time on a JACK server without a device and tells what was late, lost or grew,
 * with each reserve at the same time on the same server.
 *
 * <p>The programme is noise, morphed and then turned down by 60 dB: a block that is heard dry is
 * loud, so the recording itself tells how many were. Beside it cyclictest tells how long the
 * machine itself kept a thread waiting that has priority over all of these. Needs Linux, jackd2 and
 * rt-tests; from the repository's folder, after {@code ./liminal} has built: {@code java -cp
 * 'target/liminal.jar:target/lib/*' src/bench/java/audio/liminal/bench/Soak.java --minutes 10}.
 */
@Command(name = "soak")
public final class Soak implements Runnable {
  private static final int RATE_HZ = 48_000;
  private static final int CHANNELS = 2;
  private static final long SETTLING_SECONDS = 15;
  private static final int STARTING_SECONDS = 120;
  private static final int TAIL_SAMPLES = 8; // of a block, beyond any fade
  private static final double LOUD = 0.05;

  /** Every ms on each of two cores, counted by microseconds up to 100 ms. */
  private static final String[] CYCLIC_TEST = {
    "cyclictest", "-q", "-m", "-p80", "-t2", "-a", "-i1000", "-h100000"
  };

  private static final Pattern WAITS = Pattern.compile("(\\d{6}) (\\d+)\t(\\d+)");

  @Option(names = "--minutes", defaultValue = "10", description = "For each block size.")
  private double minutes;

  @Option(names = "--blocks", split = ",", defaultValue = "64,128,256,1024")
  private List<Integer> blocks;

  @Option(names = "--reserve", split = ",", defaultValue = "0,20", description = "Milliseconds.")
  private List<Integer> reservesMs;

  @Option(names = "--profile", defaultValue = "live")
  private String profile;

  @Option(names = "--burn", description = "Keeps a core busy meanwhile.")
  private boolean burn;

  @Option(names = "--looks", defaultValue = "2", description = "How often memory is looked at.")
  private int looks;

  private Path folder;

  /** Memory and threads of the playing process at one time. */
  private record Look(double seconds, long residentKib, long threads, long heapBytes) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Soak()).execute(arguments));
  }

  @Override
  public void run() {
    try {
      folder = Files.createTempDirectory("soak");
      writeNoise(folder.resolve("noise.wav"));
      System.out.printf("%s, %s min each%s%n", profile, minutes, burn ? ", one core burnt" : "");
      for (int block : blocks) {
        soak(block);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void writeNoise(Path file) {
    Random random = new Random(1);
    float[][] noise = new float[CHANNELS][10 * RATE_HZ];
    for (float[] channel : noise) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] = (float) (0.2 * random.nextGaussian());
      }
    }
    StreamSpec stream = new StreamSpec(RATE_HZ, CHANNELS);
    try (AudioWriter writer = AudioWriter.create(file, stream, SampleFormat.FLOAT32, 1)) {
      writer.write(noise, 0, noise[0].length);
      writer.commit();
    }
  }

  /** One player of those on a server. */
  private record Played(Process process, int reserveMs, Path figures, Path record) {}

  private void soak(int block) throws IOException, InterruptedException {
    Process jack = start(folder.resolve("jackd.log"), jackd(block));
    Process burner =
        burn ? start(folder.resolve("burn.log"), "sh", "-c", "while :; do :; done") : null;
    List<Played> players = new ArrayList<>();
    try {
      start(folder.resolve("wait.log"), "jack_wait", "-w", "-t", "10").waitFor();
      for (int reserveMs : reservesMs) {
        players.add(play(block, reserveMs));
      }
      Path waits = folder.resolve("waits.txt");
      Process probe = start(waits, CYCLIC_TEST);
      List<List<Look>> seen = watch(players);
      probe.destroy();
      probe.waitFor();
      for (Played played : players) {
        played.process.destroy();
        played.process.waitFor();
      }
      printWaits(block, Files.readAllLines(waits));
      for (int i = 0; i < players.size(); i++) {
        print(block, players.get(i), seen.get(i));
      }
    } finally {
      if (burner != null) {
        burner.destroy();
      }
      players.forEach(played -> played.process.destroy());
      jack.destroy();
      jack.waitFor(5, TimeUnit.SECONDS);
    }
  }

  private static String[] jackd(int block) {
    return new String[] {"jackd", "-d", "dummy", "-r", "" + RATE_HZ, "-p", "" + block};
  }

  private Played play(int block, int reserveMs) throws IOException {
    Path figures = folder.resolve(block + "-" + reserveMs + ".json");
    Path record = folder.resolve(block + "-" + reserveMs + ".wav");
    Process process =
        start(
            figures,
            "./liminal",
            "play",
            "--driver=jack",
            "--file=" + folder.resolve("noise.wav"),
            "--loop",
            "--to=violin",
            "--gain=-60",
            "--profile=" + profile,
            "--reserve=" + reserveMs,
            "--stats=json",
            "--record=" + record);
    return new Played(process, reserveMs, figures, record);
  }

  private Process start(Path out, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JACK_DEFAULT_SERVER", "soak-" + ProcessHandle.current().pid());
    Path errors = folder.resolve("errors.log");
    return builder
        .redirectOutput(out.toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
        .start();
  }

  private List<List<Look>> watch(List<Played> players) throws IOException, InterruptedException {
    List<List<Look>> seen = new ArrayList<>();
    for (Played played : players) {
      seen.add(new ArrayList<>());
      for (int patience = 0; Files.size(played.figures) == 0 && patience < STARTING_SECONDS; ) {
        Thread.sleep(1000);
        patience++;
      }
    }
    Thread.sleep(1000 * SETTLING_SECONDS);
    long start = System.nanoTime();
    double seconds = 60 * minutes;
    for (int look = 0; look < looks; look++) {
      double at = seconds * look / (looks - 1);
      Thread.sleep((long) Math.max(0, 1000 * at - (System.nanoTime() - start) / 1e6));
      for (int i = 0; i < players.size(); i++) {
        if (!players.get(i).process.isAlive()) {
          throw new IOException("play ended; see " + folder.resolve("errors.log"));
        }
        seen.get(i).add(look(players.get(i), at));
      }
    }
    return seen;
  }

  private void printWaits(int block, List<String> lines) {
    double blockUs = 1e6 * block / RATE_HZ;
    long longer = 0;
    int most = 0;
    for (String line : lines) {
      Matcher m = WAITS.matcher(line);
      if (m.matches()) {
        int us = Integer.parseInt(m.group(1));
        long times = Long.parseLong(m.group(2)) + Long.parseLong(m.group(3));
        longer += us >= blockUs ? times : 0;
      } else if (line.startsWith("# Max Latencies:")) {
        for (String us : line.substring(line.indexOf(':') + 1).trim().split(" +")) {
          most = Math.max(most, Integer.parseInt(us));
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "block %4d: the machine itself stalled %d times for a block's %.2f ms or longer, at most"
            + " %.2f ms%n",
        block,
        longer,
        blockUs / 1000,
        most / 1000.0);
  }

  private static Look look(Played played, double seconds) throws IOException {
    String status = Files.readString(Path.of("/proc/" + played.process.pid() + "/status"));
    List<String> lines = Files.readAllLines(played.figures);
    long heap = (long) figure(lines.get(lines.size() - 1), "heapBytes");
    return new Look(seconds, number(status, "VmRSS:\\s*"), number(status, "Threads:\\s*"), heap);
  }

  private static void print(int block, Played player, List<Look> seen) throws IOException {
    List<String> lines = Files.readAllLines(player.figures);
    String end = lines.get(lines.size() - 1);
    long played = (long) figure(end, "blocks");
    long recorded = 0;
    long dry = 0;
    try (AudioReader reader = AudioReader.open(player.record)) {
      float[][] x = new float[CHANNELS][block];
      while (fill(reader, x) == block) {
        dry += recorded < played && isLoud(x) ? 1 : 0;
        recorded++;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "  reserve %2d ms: latency %.2f ms, %d played, %d recorded, unrecorded %.0f, late %.0f, heard dry %d, xruns %.0f;"
            + " load p50 %.3f p99 %.3f p99.9 %.3f most %.3f; GC %.0f in %.0f ms%n",
        player.reserveMs,
        figure(end, "latencyMs"),
        played,
        recorded,
        figure(end, "lostSamples"),
        figure(end, "lateBlocks"),
        dry,
        figure(end, "xruns"),
        figure(end, "allLoad50"),
        figure(end, "allLoad99"),
        figure(end, "allLoad999"),
        figure(end, "allLoadMost"),
        figure(end, "gcPauses"),
        figure(end, "gcMs"));
    Files.delete(player.record);
    for (Look look : seen) {
      System.out.printf(
          Locale.ROOT,
          "    at %5.0f s: lasting heap %.2f MiB, resident %.1f MiB, %d threads%n",
          look.seconds,
          look.heapBytes / 1048576.0,
          look.residentKib / 1024.0,
          look.threads);
    }
  }

  private static int fill(AudioReader reader, float[][] block) {
    int read = 0;
    for (int n = 1; n > 0 && read < block[0].length; read += Math.max(0, n)) {
      n = reader.read(block, read, block[0].length - read);
    }
    return read;
  }

  private static boolean isLoud(float[][] block) {
    double energy = 0;
    for (float[] channel : block) {
      for (int i = channel.length - TAIL_SAMPLES; i < channel.length; i++) {
        energy += channel[i] * channel[i];
      }
    }
    return Math.sqrt(energy / (CHANNELS * TAIL_SAMPLES)) > LOUD;
  }

  private static double figure(String json, String name) {
    Matcher m = Pattern.compile("\"" + name + "\":(-?[\\d.]+)").matcher(json);
    if (!m.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return Double.parseDouble(m.group(1));
  }

  private static long number(String text, String before) {
    Matcher m = Pattern.compile(before + "(\\d+)").matcher(text);
    return m.find() ? Long.parseLong(m.group(1)) : -1;
  }
}

package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.host.EngineThread;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Tempo;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemixCommandTest {
  private static final int LARGEST_BLOCK = 4096;
  private static final int TRIES = 5;

  @TempDir Path temp;
  private SongFiles files;
  private Path output;

  @BeforeEach
  void prepare() throws IOException {
    files = SongFiles.in(temp);
    output = temp.resolve("out.wav");
  }

  private Path remix(double seconds, String... options) throws IOException {
    Path input = SongFiles.write(temp.resolve("song.wav"), SongFiles.song(seconds));
    assertEquals("0 ", SongFiles.run(files.words("remix", input, output, options)));
    return input;
  }

  private FileMorph morph(Tempo tempo, Model model) {
    Preset preset = PresetBank.read(files.preset());
    MorphSettings settings = new PresetBinder("preset", preset, model).bind().settings();
    return new FileMorph(preset.profile(), model.card().grid(), settings, null, tempo);
  }

  @Test
  void shouldBeWhatTheEnginePlaysInBlocksOfAnySize() throws IOException {
    Path song = remix(32.01);
    Tempo tempo = HeardSong.tempo(HeardSong.of(song, null, heard -> {}));
    assertEquals(2, tempo.sectionBeats().size());
    AudioClip in = AudioClip.read(song);
    AudioClip out = AudioClip.read(output);
    Model model = Model.load(files.model());
    try (ModelCodec codec = model.open(Device.CPU);
        MorphEngine engine = morph(tempo, model).engine(new StreamSpec(48_000, 2), codec)) {
      int latency = engine.latency().totalSamples();
      float[][] live = in.atLeast(in.lengthSamples() + latency).samples();
      SplittableRandom random = new SplittableRandom(1);
      for (int at = 0; at < live[0].length; ) {
        int count = Math.min(random.nextInt(1, 3000), live[0].length - at);
        engine.process(live, null, live, at, count);
        at += count;
      }
      for (int c = 0; c < 2; c++) {
        assertArrayEquals(out.samples()[c], Arrays.copyOfRange(live[c], latency, live[c].length));
      }
    }
  }

  @Test
  void shouldBeWhatIsPlayedLiveInRealTime() throws IOException {
    Path song = remix(4);
    Tempo tempo = HeardSong.tempo(HeardSong.of(song, null, heard -> {}));
    AudioClip in = AudioClip.read(song);
    AudioClip out = AudioClip.read(output);
    Model model = Model.load(files.model());
    float[][] live = null;
    for (int i = 0; i < TRIES && live == null; i++) {
      try (ModelCodec codec = model.open(Device.CPU);
          MorphEngine engine = morph(tempo, model).engine(new StreamSpec(48_000, 2), codec)) {
        live = playedInRealTime(engine, in);
      }
    }
    assertTrue(live != null, "every run in real time had late blocks");
    for (int c = 0; c < 2; c++) {
      assertArrayEquals(out.samples()[c], live[c]);
    }
  }

  /** What came out without the latency, or null when a block was late. */
  private static float[][] playedInRealTime(MorphEngine engine, AudioClip in) {
    try (EngineThread thread = new EngineThread(engine, 2, 0, LARGEST_BLOCK)) {
      int latency = thread.latency().totalSamples();
      float[][] sound = in.atLeast(in.lengthSamples() + latency).samples();
      float[][] block = new float[2][LARGEST_BLOCK];
      SplittableRandom random = new SplittableRandom(2);
      long start = System.nanoTime();
      for (int at = 0; at < sound[0].length; ) {
        int count = Math.min(random.nextInt(1, LARGEST_BLOCK + 1), sound[0].length - at);
        for (int c = 0; c < 2; c++) {
          System.arraycopy(sound[c], at, block[c], 0, count);
        }
        long due = start + at * 1_000_000_000L / in.sampleRateHz();
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        thread.exchange(block, null, block, count);
        for (int c = 0; c < 2; c++) {
          System.arraycopy(block[c], 0, sound[c], at, count);
        }
        at += count;
      }
      AudioClip all = new AudioClip(in.sampleRateHz(), sound);
      return thread.lateBlocks() > 0 ? null : all.part(latency, sound[0].length).samples();
    }
  }

  @Test
  void shouldFollowTheTempoThatIsTold() throws IOException {
    Path song = remix(4);
    byte[] heard = Files.readAllBytes(output);
    remix(4, "--bpm", "97");
    byte[] told = Files.readAllBytes(output);
    assertFalse(Arrays.equals(heard, told));
    assertEquals(97, HeardSong.of(song, 97.0, done -> {}).bpm(), 1e-9);
    remix(4, "--bpm", "97");
    assertArrayEquals(told, Files.readAllBytes(output));
  }

  @Test
  void shouldBeWhatRenderWritesInTheTempoHeard() throws IOException {
    Path song = remix(4);
    byte[] remixed = Files.readAllBytes(output);
    assertEquals("0 ", SongFiles.run(files.words("render", song, output, "--bpm", "heard")));
    assertArrayEquals(remixed, Files.readAllBytes(output));
    assertEquals("0 ", SongFiles.run(files.words("render", song, output)));
    assertFalse(Arrays.equals(remixed, Files.readAllBytes(output)));
    String told = SongFiles.run(files.words("render", song, output, "--bpm", "fast"));
    assertTrue(told.startsWith("1 liminal: --bpm: value=fast, expected a number or heard"), told);
  }

  @Test
  void shouldRefuseWhatDoesNotFit() throws IOException {
    Path song = SongFiles.write(temp.resolve("song.wav"), SongFiles.song(1));
    String told = SongFiles.run(files.words("remix", song, output, "--bpm", "1000"));
    assertTrue(told.startsWith("1 liminal: --bpm: value=1000.0, expected 20.0 to 400.0"), told);
    String gone = SongFiles.run(files.words("remix", temp.resolve("gone.wav"), output));
    assertTrue(gone.startsWith("2 liminal: ") && gone.contains("file=missing"), gone);
    Files.writeString(
        files.preset(),
        Files.readString(files.preset())
            .replaceFirst("(?s)\"target\":.*?]},", "\"target\":{\"sidechain\":true},"));
    String second = SongFiles.run(files.words("remix", song, output));
    assertTrue(second.startsWith("1 ") && second.contains("--to RECORDING"), second);
    assertFalse(Files.exists(output));
    String side = song.toString();
    assertEquals("0 ", SongFiles.run(files.words("remix", song, output, "--to", side)));
  }
}

package audio.liminal.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.Timbre;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  private static final int RATE = 48_000;

  @TempDir private Path folder;

  @Test
  void shouldRefuseAFolderWithoutAudio() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "no sound");
    assertRefused("audio files=0", folder);
    assertRefused("folder=missing", folder.resolve("nowhere"));
  }

  @Test
  void shouldRefuseAFolderThatCannotBeWrittenBeforeItReads() throws IOException {
    noise("a.wav", 1, 0.1);
    Files.writeString(folder.resolve("models"), "a file where the folder should be");
    assertRefused("models: folder=not writable", folder);
  }

  @Test
  void shouldFollowLinksAndRefuseThoseInACircle() throws IOException {
    Path sounds = Files.createDirectories(folder.resolve("Große Klänge"));
    noise("Große Klänge/a.wav", 1, 0.1);
    Path link = Files.createSymbolicLink(folder.resolve("link"), sounds);
    assertEquals(
        List.of("link"),
        AudioFolder.list(link).stream().map(AudioFolder.Item::soundClass).toList());
    assertEquals(
        List.of("Große Klänge", "link"),
        AudioFolder.list(folder).stream().map(AudioFolder.Item::soundClass).toList());
    Files.createSymbolicLink(sounds.resolve("round"), folder);
    assertRefused("file=a link in a circle", folder);
  }

  @Test
  void shouldRefuseSilenceAndTooLittle() throws IOException {
    noise("a.wav", 2, 0);
    noise("b.wav", 2, 0);
    assertRefused("expected sound, not silence", folder);
    noise("a.wav", 2, 0.1);
    noise("b.wav", 2, 0.1);
    assertRefused("seconds of sound=4, expected at least 60", folder);
  }

  @Test
  void shouldRefuseBeforeItTrainsWhatIsSilentOnceMono() throws IOException {
    Random random = new Random(1);
    float[][] opposite = new float[2][RATE];
    for (int n = 0; n < opposite[0].length; n++) {
      opposite[0][n] = 0.1f * (float) random.nextGaussian();
      opposite[1][n] = -opposite[0][n];
    }
    Path file = folder.resolve("opposite.wav");
    try (AudioWriter writer =
        AudioWriter.create(file, new StreamSpec(RATE, 2), SampleFormat.FLOAT32, 1)) {
      writer.write(opposite, 0, opposite[0].length);
      writer.commit();
    }
    Recordings judged = new Recordings("x", AudioFolder.list(folder), new Watched());
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> judged.each((clip, item, index) -> index, index -> {}));
    assertEquals("x: peak in mono=below -90 dB, expected sound, not silence", e.getMessage());
  }

  @Test
  void shouldLeaveOutWhatItCannotReadAndWarnOfClipping() throws IOException {
    noise("a.wav", 2, 0.1);
    noise("b.wav", 2, 20);
    Files.writeString(folder.resolve("c.wav"), "not a recording");
    Watched watched = new Watched();
    Recordings recordings = new Recordings("x", AudioFolder.list(folder), watched);
    List<Integer> heard = new ArrayList<>();
    recordings.each((clip, item, index) -> index, heard::add);
    assertEquals(List.of(0, 1), heard);
    assertEquals(4, recordings.soundingSeconds(), 0.01);
    assertEquals(2, recordings.faults().size());
    assertTrue(recordings.faults().get(0).matches("clipped: .*b.wav: 9\\d\\.\\d % of its samples"));
    assertTrue(recordings.faults().get(1).startsWith("left out, unreadable: "));
    assertTrue(watched.lines.get(0).startsWith("warning: clipped"));
  }

  @Test
  void shouldGoOnWithoutFilesThatVanishWhileItTrains() throws IOException {
    noise("a.wav", 1, 0.1);
    noise("b.wav", 1, 0.1);
    Recordings recordings = new Recordings("x", AudioFolder.list(folder), new Watched());
    recordings.each((clip, item, index) -> index, index -> {});
    assertEquals(2, recordings.remaining().size());
    Files.delete(folder.resolve("a.wav"));
    assertEquals(folder.resolve("b.wav"), recordings.remaining().get(0).file());
    assertEquals(
        List.of("gone since it was read: " + folder.resolve("a.wav")), recordings.faults());
    Files.delete(folder.resolve("b.wav"));
    BadInputException e = assertThrows(BadInputException.class, recordings::remaining);
    assertTrue(e.getMessage().endsWith("and then --resume"), e.getMessage());
  }

  @Test
  void shouldPassOnThatReadingTookAllMemory() throws IOException {
    noise("a.wav", 1, 0.1);
    Recordings recordings = new Recordings("x", AudioFolder.list(folder), new Watched());
    OutOfMemoryError full = new OutOfMemoryError("as if");
    Recordings.Listener<Integer> listener =
        (clip, item, index) -> {
          throw full;
        };
    assertSame(full, assertThrows(Error.class, () -> recordings.each(listener, index -> {})));
  }

  @Test
  void shouldKeepNoSpectraOfWhatItHears() {
    AudioClip clip = new AudioClip(RATE, new float[][] {gaussian(1, 90 * RATE, 0.1)});
    Random random = new Random(1);
    List<Long> used = new ArrayList<>();
    Wear wear =
        new Wear(
            () -> {
              if (used.isEmpty()) {
                used.add(usedBytes());
              }
              return random.nextLong();
            });
    Feature feature = SpectralRecipe.of(Family.ENVELOPE).feature();
    long before = usedBytes();
    assertTrue(TrainingSet.hear(feature, clip, "hiss", wear).rows().size() > 90 * 3 * 150);
    assertTrue(used.get(0) - before < 10_000_000, used.get(0) - before + " bytes");
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void shouldHearOneAfterAnotherWhereThereIsNoRoomForMore() throws IOException {
    for (String name : List.of("a.wav", "b.wav", "c.wav")) {
      noise(name, 1, 0.1);
    }
    Recordings recordings = new Recordings("x", AudioFolder.list(folder), new Watched());
    List<Integer> taken = new ArrayList<>();
    long aRecording = 4L * Float.BYTES * RATE;
    recordings.each((clip, item, index) -> taken.size(), taken::add, 2 * aRecording - 1);
    assertEquals(List.of(0, 1, 2), taken);
  }

  @Test
  void shouldHearFilesOfLowRatesAndOfAMoment() throws IOException {
    for (int rate : new int[] {8000, 11_025, 22_050}) {
      float[] samples = new float[rate];
      Arrays.fill(samples, 0.1f);
      byte[] wav = pcm16(rate, samples);
      Files.write(folder.resolve(rate + ".wav"), wav);
    }
    Files.write(folder.resolve("moment.wav"), pcm16(48_000, new float[] {0.5f}));
    Recordings recordings = new Recordings("x", AudioFolder.list(folder), new Watched());
    List<AudioClip> heard = new ArrayList<>();
    recordings.each((clip, item, index) -> clip, heard::add);
    assertEquals(List.of(), recordings.faults());
    assertEquals(
        List.of(48_000, 48_000, 48_000, 2048),
        heard.stream().map(AudioClip::lengthSamples).toList());
    for (AudioClip clip : heard) {
      assertEquals(48_000, clip.sampleRateHz());
      for (StftProfile profile : StftProfile.values()) {
        assertTrue(SpectrumReader.read(clip, profile, 1).size() > 0);
      }
    }
  }

  /** One channel as a WAV of any rate. */
  private static byte[] pcm16(int rate, float[] samples) {
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
    for (float v : samples) {
      wav.putShort((short) (32_767 * v));
    }
    return wav.array();
  }

  @Test
  void shouldRefuseNothingButClippingAndNothingReadable() throws IOException {
    noise("a.wav", 31, 20);
    noise("b.wav", 31, 20);
    assertRefused("badly clipped files=all 2, expected recordings that are not overdriven", folder);
    Files.writeString(folder.resolve("a.wav"), "not a recording");
    Files.writeString(folder.resolve("b.wav"), "not a recording");
    assertRefused("readable files=0 of 2", folder);
  }

  @Test
  void shouldHoldOutOfEveryClassThatHasEnough() {
    List<AudioFolder.Item> items = new ArrayList<>();
    items.addAll(items("harp", 25));
    items.addAll(items("bell", 3));
    items.addAll(items("gong", 2));
    Split split = Split.of(items, 1, item -> true);
    assertEquals(split, Split.of(items, 1, item -> true));
    Map<String, Long> judges =
        split.judge().stream()
            .collect(Collectors.groupingBy(AudioFolder.Item::soundClass, Collectors.counting()));
    assertEquals(Map.of("harp", 2L, "bell", 1L), judges);
    assertEquals(27, split.learn().size());
  }

  @Test
  void shouldHoldOutNothingThatCannotBeHeard() throws IOException {
    for (String name : List.of("a.wav", "b.wav", "c.wav")) {
      noise(name, 1, 0.1);
    }
    Files.writeString(folder.resolve("junk.wav"), "not a recording");
    noise("silence.wav", 1, 0);
    for (int seed = 0; seed < 10; seed++) {
      Split split = Split.of(AudioFolder.list(folder), seed);
      assertEquals(4, split.learn().size());
      assertTrue(split.judge().get(0).isSound());
    }
  }

  @Test
  void shouldLeaveSomethingToLearnFromWhereOneFileAloneCanBeHeard() throws IOException {
    noise("a.wav", 1, 0.1);
    noise("b.wav", 1, 0);
    noise("c.wav", 1, 0);
    Split split = Split.of(AudioFolder.list(folder), 1);
    assertEquals(3, split.learn().size());
    assertEquals(3, split.judge().size(), "the end of each");
  }

  @Test
  void shouldNotLearnFromWhatIsHeldOut() throws IOException {
    Files.createDirectories(folder.resolve("test"));
    noise("a.wav", 1, 0.1);
    noise("test/b.wav", 1, 0.1);
    Files.createSymbolicLink(folder.resolve("link.wav"), folder.resolve("test/b.wav"));
    Split split = Split.apart(AudioFolder.list(folder), AudioFolder.list(folder.resolve("test")));
    assertEquals(
        List.of(folder.resolve("a.wav")),
        split.learn().stream().map(AudioFolder.Item::file).toList());
    assertEquals(1, split.judge().size());
  }

  @Test
  void shouldSayHowManyFilesOfOtherKindsItLeavesOut() throws IOException {
    noise("a.wav", 1, 0.1);
    Files.writeString(folder.resolve("b.aiff"), "FORM");
    Watched watched = new Watched();
    assertThrows(BadInputException.class, () -> Training.run(options(folder, "x", 4), watched));
    assertEquals(
        "left out: 1 in " + folder + " whose names don't end as WAV, FLAC, MP3 or Ogg Vorbis do",
        watched.lines.get(0));
  }

  @Test
  void shouldRefuseToHoldOutAllThereIs() throws IOException {
    noise("a.wav", 1, 0.1);
    Path out = folder.resolve("models");
    Training.Options options =
        new Training.Options(folder, folder, "x", Family.ENVELOPE, 4, 1, 20, 1, 1, out, false);
    BadInputException e =
        assertThrows(BadInputException.class, () -> Training.run(options, new Watched()));
    assertEquals(
        "--held-out: files=all 1 of " + folder + ", expected a folder that leaves some to train on",
        e.getMessage());
  }

  @Test
  void shouldReplaceNothingButAModel() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("models/x"));
    noise("models/x/mine.wav", 1, 0.1);
    noise("a.wav", 1, 0.1);
    assertRefused("folder=no model in it, expected another --name", folder);
    assertRefused("folder=the audio's own, expected another --name", taken);
    assertTrue(Files.exists(taken.resolve("mine.wav")));
  }

  @Test
  void shouldRefuseToMakeWhatAnotherRunMakes() throws IOException {
    noise("a.wav", 1, 0.1);
    Path half = folder.resolve("models/.x.next/encoder.onnx");
    FolderSwap swap =
        new FolderSwap(folder.resolve("models/x"), folder.resolve("models/.x.training"));
    try (FolderSwap.Lock other = swap.lock()) {
      assertNotNull(other);
      Files.createDirectories(half.getParent());
      Files.writeString(half, "being exported");
      assertRefused("models/x: folder=being made by another run, expected another --name", folder);
      assertTrue(Files.exists(half), "the other run's");
    }
    assertRefused("seconds of sound=1", folder);
    assertEquals(List.of(), files(folder.resolve("models")), "no lock is left");
  }

  @Test
  void shouldTellChangedRecordingsFromTheOnesBefore() throws IOException {
    noise("a.wav", 1, 0.1);
    String before = AudioFolder.fingerprint(AudioFolder.list(folder));
    assertEquals(before, AudioFolder.fingerprint(AudioFolder.list(folder)));
    noise("a.wav", 1, 0.2);
    assertNotEquals(before, AudioFolder.fingerprint(AudioFolder.list(folder)));
  }

  @Test
  void shouldLeaveOutWhatIsHidden() throws IOException {
    Files.createDirectories(folder.resolve(".trash"));
    Files.createDirectories(folder.resolve("takes.wav"));
    noise(".trash/a.wav", 1, 0.1);
    noise("takes.wav/b.wav", 1, 0.1);
    assertEquals(
        List.of(folder.resolve("takes.wav/b.wav")),
        AudioFolder.list(folder).stream().map(AudioFolder.Item::file).toList());
  }

  @Test
  void shouldHoldOutTheEndOfEachFileWhereNoClassHasEnough() throws IOException {
    noise("long.wav", 10, 0.1);
    noise("other.wav", 20, 0.1);
    List<AudioFolder.Item> items = AudioFolder.list(folder);
    Split split = Split.of(items, 1);
    assertEquals(List.of(9, 18), seconds(split.learn()));
    assertEquals(List.of(1, 2), seconds(split.judge()));
    float[] whole = items.get(0).clip().samples()[0];
    float[] end = split.judge().get(0).clip().samples()[0];
    assertArrayEquals(Arrays.copyOfRange(whole, 9 * RATE, 10 * RATE), end);
    assertEquals(1, Split.of(items.subList(0, 1), 1).judge().size());
  }

  private static List<Integer> seconds(List<AudioFolder.Item> items) {
    return items.stream().map(item -> item.heard().lengthSamples() / RATE).toList();
  }

  private static List<AudioFolder.Item> items(String soundClass, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new AudioFolder.Item(Path.of(soundClass, i + ".wav"), soundClass))
        .toList();
  }

  @Test
  void shouldRefuseOptionsOutOfRange() {
    assertThrows(BadInputException.class, () -> options(folder, "Bad Name", 8));
    assertThrows(BadInputException.class, () -> options(folder, "good-name", 64));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 1e6, Double.POSITIVE_INFINITY})
  void shouldRefuseToTrainForEver(double minutes) {
    assertOptionsRefused(
        "--minutes: value=" + minutes + ", expected more than 0, at most 525600 (a year)",
        minutes,
        1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1025, Integer.MAX_VALUE})
  void shouldRefuseThreadsThatNoMachineHas(int threads) {
    assertOptionsRefused("--threads: value=" + threads + ", expected 1 to 1024", 1, threads);
  }

  private void assertOptionsRefused(String message, double minutes, int threads) {
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () ->
                new Training.Options(
                    folder, null, "x", Family.ENVELOPE, 4, minutes, 0, 1, threads, folder, false));
    assertEquals(message, e.getMessage());
  }

  @Test
  void shouldDrawAMapOfClassesOfASingleExample() {
    Timbre point = new Timbre(new float[] {1, -1, 0}, new float[6], 1);
    for (int classes : new int[] {1, 4}) {
      Discriminant view = Discriminant.of(Collections.nCopies(classes, point));
      for (float[] axis : view.axes()) {
        for (float v : axis) {
          assertTrue(Float.isFinite(v), Arrays.toString(axis));
        }
      }
    }
  }

  @Test
  void shouldNoteACommandThatAShellTakes() {
    Path out = Path.of("models");
    Training.Options options =
        new Training.Options(
            Path.of("Ann's sounds"),
            Path.of("Große/Klänge-2"),
            "x",
            Family.ENVELOPE,
            4,
            1,
            0,
            1,
            1,
            out,
            false);
    assertEquals(
        "liminal train 'Ann'\\''s sounds' --held-out Große/Klänge-2 --name x"
            + " --family envelope --latents 4 --steps 20 --seed 1",
        options.command(20));
  }

  @Test
  void shouldComputeTheSameAfterReorderingLatents() throws IOException, OrtException {
    Weights weights = randomWeights();
    float[] z = {0.3f, -1, 0.5f};
    float[] before = decode(weights, z);
    weights.reorderLatents(new int[] {2, 0, 1});
    assertArrayEquals(before, decode(weights, new float[] {0.5f, 0.3f, -1}), 1e-4f);
  }

  @Test
  void shouldComputeTheSameAfterTurningALatentRound() throws IOException, OrtException {
    Weights weights = randomWeights();
    float[] before = decode(weights, new float[] {0.3f, -1, 0.5f});
    weights.negateLatent(1);
    assertArrayEquals(before, decode(weights, new float[] {0.3f, 1, 0.5f}), 1e-4f);
  }

  @Test
  void shouldNameTheSourcesOfAPart() throws IOException {
    new Manifest(
            1,
            List.of(
                new Manifest.Entry("train/a.wav", "ab", "one", "MIT", "A"),
                new Manifest.Entry("train/b.wav", "ab", "one", "MIT", "A"),
                new Manifest.Entry("held-out/c.wav", "ab", "two", "CC0", "B")))
        .write(folder);
    assertEquals(
        List.of(new ModelCard.Source("one", "MIT", "A")),
        Manifest.sources(folder.resolve("train")));
    assertEquals(2, Manifest.sources(folder).size());
    for (String other : List.of("{\"name\":\"my dataset\",\"version\":2}", "{}", "nothing")) {
      Files.writeString(folder.resolve(Manifest.FILE_NAME), other);
      assertEquals("not stated", Manifest.sources(folder.resolve("train")).get(0).licence());
    }
  }

  @Test
  void shouldNameLatentsByASingleLongRecording() throws IOException {
    noise("a.wav", 60, 0.1);
    Feature feature = SpectralRecipe.of(Family.ENVELOPE).feature();
    Recordings recordings = new Recordings("x", AudioFolder.list(folder), new Watched());
    recordings.each((clip, item, index) -> index, index -> {});
    TrainableVae firstCoefficient =
        (TrainableVae)
            Proxy.newProxyInstance(
                TrainingTest.class.getClassLoader(),
                new Class<?>[] {TrainableVae.class},
                (proxy, method, arguments) ->
                    method.getName().equals("latents")
                        ? 1
                        : first((float[]) arguments[0], feature));
    LatentNames.Name name = LatentNames.of(firstCoefficient, feature, recordings).get(0);
    assertEquals("brightness", name.follows());
  }

  private static float[] first(float[] examples, Feature feature) {
    float[] latents = new float[examples.length / feature.size()];
    for (int i = 0; i < latents.length; i++) {
      latents[i] = examples[i * feature.size()];
    }
    return latents;
  }

  @Test
  void shouldTrainAModelThatLoads() throws IOException {
    assumeTheTrainingLibrary();
    Files.createDirectories(folder.resolve("hiss"));
    for (int i = 0; i < 3; i++) {
      noise("hiss/" + i + ".wav", 31, 0.1);
    }
    Watched watched = new Watched();
    Training.run(options(folder, "tiny", 4), watched);
    Model model = Model.load(folder.resolve("models/tiny"));
    assertEquals(4, model.card().latents().size());
    assertEquals(4, model.timbre("hiss").mean().length);
    assertTrue(watched.lines.stream().anyMatch(line -> line.contains("held out")));
    assertEquals(10, model.timbres().get("hiss").covariance().length);
    assertEquals(60, model.map().points().get("hiss").length);
    for (String file : List.of("report.md", "losses.png", "map.png", "spectrograms.png")) {
      assertTrue(Files.size(model.folder().resolve("report").resolve(file)) > 0, file);
    }
    assertEquals(
        List.of(model.folder()), files(folder.resolve("models")), "only the model is left");
  }

  @Test
  void shouldFinishWithWhatIsLeftWhenFilesVanishWhileItJudges() throws IOException {
    assumeTheTrainingLibrary();
    Files.createDirectories(folder.resolve("learn"));
    Path held = Files.createDirectories(folder.resolve("held"));
    noise("learn/hiss.wav", 62, 0.1);
    for (String name : List.of("a.wav", "b.wav", "c.wav")) {
      noise("held/" + name, 2, 0.1);
    }
    Watched watched =
        new Watched() {
          @Override
          public void say(String line) {
            super.say(line);
            if (line.matches(".* LSD .*a.wav")) {
              delete(held.resolve("b.wav"));
            } else if (line.endsWith("  mean")) {
              delete(held.resolve("a.wav"));
              delete(held.resolve("c.wav"));
            }
          }
        };
    Path out = folder.resolve("models");
    Path learn = folder.resolve("learn");
    Training.run(
        new Training.Options(learn, held, "tiny", Family.ENVELOPE, 4, 1, 20, 1, 1, out, false),
        watched);
    assertEquals(2, Model.load(out.resolve("tiny")).card().quality().get("heldOutFiles"));
    String report = Files.readString(out.resolve("tiny/report/report.md"));
    for (String name : List.of("a.wav", "b.wav", "c.wav")) {
      String line = "gone since it was read: " + held.resolve(name);
      assertTrue(watched.lines.contains("warning: " + line), name);
      assertTrue(report.contains(line), report);
    }
    assertFalse(report.contains("spectrograms"), "none is left to draw");
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayWhatCouldNotBeWrittenAndGoOnLater() throws IOException {
    assumeTheTrainingLibrary();
    noise("a.wav", 70, 0.1);
    Path obstacle = folder.resolve("models/.tiny.next/report");
    Watched watched =
        new Watched() {
          @Override
          public void say(String line) {
            super.say(line);
            if (line.endsWith("  mean")) {
              try {
                Files.writeString(obstacle, "as if nothing could be written");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    EngineException e =
        assertThrows(
            EngineException.class, () -> Training.run(options(folder, "tiny", 4), watched));
    assertTrue(e.getMessage().contains("models/tiny: writing failed: "), e.getMessage());
    Path out = folder.resolve("models");
    Training.run(
        new Training.Options(folder, null, "tiny", Family.ENVELOPE, 4, 1, 20, 1, 1, out, true),
        new Watched());
    assertEquals(List.of(out.resolve("tiny")), files(out));
  }

  private static void assumeTheTrainingLibrary() {
    assumeTrue(
        TrainingTest.class.getResource("/ai/djl/pytorch/engine/PtEngine.class") != null,
        "the training library is there with -Ptrain only");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static Weights randomWeights() {
    Random random = new Random(5);
    float[] rows = new float[200 * Cepstrum.COEFFICIENTS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    Moments moments = Moments.of(rows, Cepstrum.COEFFICIENTS);
    SpectralRecipe recipe = SpectralRecipe.of(Family.ENVELOPE);
    return Weights.start(recipe, 3, moments, PrincipalAxes.of(rows, moments), 1);
  }

  private float[] decode(Weights weights, float[] z) throws IOException, OrtException {
    Path file = folder.resolve("decoder.onnx");
    new SpectralGraphs(weights).writeDecoder(file, Map.of());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, z.length};
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(z), shape);
        OrtSession.Result result = session.run(Map.of("latent", in))) {
      return ((float[][]) result.get(0).getValue())[0];
    }
  }

  private void assertRefused(String words, Path audio) {
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> Training.run(options(audio, "x", 4), new Watched()));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  private Training.Options options(Path audio, String name, int latents) {
    Path out = folder.resolve("models");
    return new Training.Options(
        audio, null, name, Family.ENVELOPE, latents, 1, 20, 1, 1, out, false);
  }

  private void noise(String name, int seconds, double level) {
    float[] samples = gaussian(name.hashCode(), seconds * RATE, level);
    WavFile.write(folder.resolve(name), new AudioClip(RATE, new float[][] {samples}));
  }

  private static float[] gaussian(long seed, int length, double level) {
    Random random = new Random(seed);
    float[] samples = new float[length];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (float) Math.max(-1, Math.min(1, level * random.nextGaussian()));
    }
    return samples;
  }
}

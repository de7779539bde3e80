package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCommandTest {
  @TempDir Path temp;
  private SongFiles files;
  private Path from;
  private Path to;

  @BeforeEach
  void prepare() throws IOException {
    files = SongFiles.in(temp);
    from = Files.createDirectories(temp.resolve("songs"));
    to = temp.resolve("remixed");
  }

  private int batch(String... options) {
    String said = SongFiles.run(files.words("batch", from, to, options));
    return Integer.parseInt(said.substring(0, 1));
  }

  private String report() throws IOException {
    return Files.readString(to.resolve(BatchReport.FILE_NAME));
  }

  private void checkCounts(int done, int skipped, int failed) throws IOException {
    String expected = "\"done\":%d,\"skipped\":%d,\"failed\":%d".formatted(done, skipped, failed);
    assertTrue(report().contains(expected), report());
  }

  /** All files in the output's folder but the batch's own, with their times of change. */
  private Map<String, FileTime> results() throws IOException {
    Map<String, FileTime> results = new TreeMap<>();
    try (Stream<Path> all = Files.walk(to)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        results.put(to.relativize(file).toString(), Files.getLastModifiedTime(file));
      }
    }
    results.remove(BatchJournal.FILE_NAME);
    results.remove(BatchReport.FILE_NAME);
    return results;
  }

  @Test
  void shouldMirrorATreeAndDoWhatRemixDoes() throws IOException {
    Path song = SongFiles.write(from.resolve("a.wav"), SongFiles.song(2));
    SongFiles.write(from.resolve("album/one/b.WAV"), SongFiles.song(1));
    Files.copy(Path.of("src/test/resources/audio/tone16.flac"), from.resolve("a.flac"));
    Files.copy(Path.of("src/test/resources/audio/tone.mp3"), from.resolve("album/c.mp3"));
    Files.writeString(from.resolve("notes.txt"), "not audio");
    assertEquals(ExitCode.OK, batch());
    assertEquals(
        List.of("a.flac.wav", "a.wav", "album/c.wav", "album/one/b.wav"),
        List.copyOf(results().keySet()));
    checkCounts(4, 0, 0);
    Path alone = temp.resolve("alone.wav");
    assertEquals("0 ", SongFiles.run(files.words("remix", song, alone)));
    assertArrayEquals(Files.readAllBytes(alone), Files.readAllBytes(to.resolve("a.wav")));
  }

  @Test
  void shouldGoOnWhateverIsWrongWithAFile() throws IOException {
    SongFiles.write(from.resolve("good.wav"), SongFiles.song(1));
    byte[] whole = Files.readAllBytes(from.resolve("good.wav"));
    Files.write(from.resolve("cut.wav"), java.util.Arrays.copyOf(whole, 30));
    Files.write(from.resolve("empty.flac"), new byte[0]);
    Files.writeString(from.resolve("text.mp3"), "only words");
    Files.createSymbolicLink(from.resolve("nowhere.wav"), temp.resolve("gone.wav"));
    Files.createSymbolicLink(from.resolve("linked.wav"), from.resolve("good.wav"));
    Files.createSymbolicLink(from.resolve("circle"), from);
    Files.createDirectories(from.resolve("folder.wav"));
    Files.createSymbolicLink(from.resolve(".hidden circle"), from);
    float[][] odd = new float[1][9000];
    odd[0][8000] = Float.NaN;
    SongFiles.write(from.resolve("odd.wav"), odd);
    assertEquals(ExitCode.INPUT, batch("--jobs", "3"));
    assertEquals(List.of("good.wav", "linked.wav"), List.copyOf(results().keySet()));
    checkCounts(2, 0, 6);
    for (String why : List.of("format=unknown", "bytes=0", "a link in a circle", "sample[8000]")) {
      assertTrue(report().contains(why), report());
    }
  }

  @Test
  void shouldMakeAgainOnlyWhatChanged() throws IOException {
    SongFiles.write(from.resolve("a.wav"), SongFiles.song(1));
    SongFiles.write(from.resolve("b.wav"), SongFiles.song(1));
    SongFiles.write(from.resolve("c.wav"), SongFiles.song(1));
    assertEquals(ExitCode.OK, batch());
    Map<String, FileTime> first = results();
    assertEquals(ExitCode.OK, batch());
    checkCounts(0, 3, 0);
    assertEquals(first, results());
    SongFiles.write(from.resolve("a.wav"), SongFiles.song(1.5));
    Files.write(to.resolve("b.wav"), new byte[44]);
    assertEquals(ExitCode.OK, batch());
    checkCounts(2, 1, 0);
    assertEquals(first.get("c.wav"), results().get("c.wav"));
    assertEquals(48_000, AudioClip.read(to.resolve("b.wav")).lengthSamples());
    assertEquals(ExitCode.OK, batch("--bpm", "99"));
    checkCounts(3, 0, 0);
    Files.writeString(files.preset(), Files.readString(files.preset()).replace("0.8", "0.7"));
    assertEquals(ExitCode.OK, batch("--bpm", "99"));
    checkCounts(3, 0, 0);
  }

  @Test
  void shouldKeepResultsAndRecordingsApart() throws IOException {
    SongFiles.write(from.resolve("a.wav"), SongFiles.song(1));
    byte[] before = Files.readAllBytes(from.resolve("a.wav"));
    to = from.resolve("out");
    assertEquals(ExitCode.OK, batch());
    assertEquals(ExitCode.OK, batch());
    checkCounts(0, 1, 0);
    for (Path over : List.of(from, temp)) {
      to = over;
      assertEquals(ExitCode.INPUT, batch());
    }
    to = temp.resolve("linked");
    Files.createDirectories(to);
    Files.createSymbolicLink(to.resolve("a.wav"), from.resolve("a.wav"));
    assertEquals(ExitCode.INPUT, batch());
    assertArrayEquals(before, Files.readAllBytes(from.resolve("a.wav")));
  }

  @Test
  void shouldLeaveWhatNoBatchMade() throws IOException {
    SongFiles.write(from.resolve("a.wav"), SongFiles.song(1));
    SongFiles.write(from.resolve("b.wav"), SongFiles.song(1));
    Files.createDirectories(to);
    Files.writeString(to.resolve("a.wav"), "mine");
    assertEquals(ExitCode.INPUT, batch());
    checkCounts(1, 0, 1);
    assertEquals("mine", Files.readString(to.resolve("a.wav")));
    Files.writeString(from.resolve("c.wav"), "no recording");
    assertEquals(ExitCode.INPUT, batch());
    Files.writeString(to.resolve("c.wav"), "also mine");
    SongFiles.write(from.resolve("c.wav"), SongFiles.song(1));
    float[][] odd = new float[1][9000];
    odd[0][8000] = Float.NaN;
    SongFiles.write(from.resolve("d.wav"), odd);
    assertEquals(ExitCode.INPUT, batch());
    Files.writeString(to.resolve("d.wav"), "mine as well");
    SongFiles.write(from.resolve("d.wav"), SongFiles.song(1));
    assertEquals(ExitCode.INPUT, batch());
    assertEquals("also mine", Files.readString(to.resolve("c.wav")));
    assertEquals("mine as well", Files.readString(to.resolve("d.wav")));
    Files.delete(to.resolve(BatchJournal.FILE_NAME));
    Files.writeString(to.resolve(BatchReport.FILE_NAME), "mine too");
    assertEquals(ExitCode.INPUT, batch());
    assertEquals("mine too", Files.readString(to.resolve(BatchReport.FILE_NAME)));
  }

  @Test
  void shouldFinishWhatAKilledBatchBegan() throws IOException, InterruptedException {
    for (int i = 0; i < 6; i++) {
      SongFiles.write(from.resolve("disc" + i % 2 + "/" + i + ".wav"), SongFiles.song(20));
    }
    List<String> words = files.words("batch", from, to, "--jobs", "2");
    Process child = OtherProcess.of(temp.resolve("child.log"), words).start();
    Path journal = to.resolve(BatchJournal.FILE_NAME);
    while (child.isAlive() && (!Files.exists(journal) || finished(journal) < 2)) {
      Thread.sleep(2);
    }
    child.destroyForcibly();
    assertTrue(child.waitFor(10, TimeUnit.SECONDS));
    assertEquals(137, child.exitValue(), Files.readString(temp.resolve("child.log")));
    int finished = (int) finished(journal);
    Map<String, FileTime> before = results();
    assertTrue(finished >= 2 && finished < 6, "finished " + finished);

    assertEquals(ExitCode.OK, batch());
    checkCounts(6 - finished, finished, 0);
    Map<String, FileTime> after = results();
    assertEquals(6, after.size(), after.toString());
    long kept = before.keySet().stream().filter(k -> before.get(k).equals(after.get(k))).count();
    assertEquals(finished, kept);
    for (String name : after.keySet()) {
      assertFalse(name.endsWith(".part"), name);
      assertEquals(20 * 48_000, AudioClip.read(to.resolve(name)).lengthSamples());
    }
  }

  private static long finished(Path journal) throws IOException {
    String whole = Files.readString(journal);
    whole = whole.substring(0, whole.lastIndexOf('\n') + 1);
    return whole.lines().filter(line -> !line.contains(" - ")).count();
  }
}

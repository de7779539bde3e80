package audio.liminal.cli;

import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.model.TestModel;
import audio.liminal.signal.StreamSpec;
import audio.liminal.song.Drums;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A model, a preset that moves with the song, and songs, in a folder for tests. */
record SongFiles(Path model, Path preset) {
  private static final String PRESET =
      """
      {"format":"liminal-preset","version":2,"name":"Moving","model":{"name":"cosine"},
       "target":{"corners":[{"timbre":"dark"},{"timbre":"bright"}]},
       "controls":{"morph":0.8,"temperature":0.5},"seed":5,
       "modulation":{"sources":{
         "sway":{"type":"lfo","shape":"triangle","beats":2,"phase":0.1},
         "level":{"type":"follower","of":"input","attackMs":5,"releaseMs":200},
         "dice":{"type":"sample-and-hold","beats":1,"seed":4},
         "drift":{"type":"walk","hz":0.7},
         "part":{"type":"sections","values":[0,1,-1]}},
        "routes":[{"from":"sway","to":"latent/c1/bias","depth":1},
          {"from":"level","to":"morph","depth":0.2},{"from":"dice","to":"latent/c3/bias","depth":1},
          {"from":"drift","to":"gain","depth":6},{"from":"part","to":"x","depth":1}]}}
      """;
  private static final String[] ROCK = {"k...k...k...k...", "....s.......s...", "h.h.h.h.h.h.h.h."};

  static SongFiles in(Path folder) throws IOException {
    Path preset = folder.resolve("moving.json");
    Files.writeString(preset, PRESET);
    return new SongFiles(TestModel.write(folder.resolve("cosine")), preset);
  }

  /** Drums with a chord that comes half-way. */
  static float[][] song(double seconds) {
    float[] drums = Drums.pattern(120, 0.25, seconds, ROCK);
    float[] chord = Drums.chord(seconds / 2, 0.5, 220, 262, 330);
    float[] late = Drums.join(new float[drums.length - chord.length], chord);
    return new float[][] {Drums.mix(drums, late), Drums.mix(late, drums)};
  }

  static Path write(Path file, float[][] samples) throws IOException {
    Files.createDirectories(file.getParent());
    StreamSpec spec = new StreamSpec(Drums.RATE_HZ, samples.length);
    try (AudioWriter writer = AudioWriter.create(file, spec, SampleFormat.FLOAT32, 1)) {
      writer.write(samples, 0, samples[0].length);
      writer.commit();
    }
    return file;
  }

  /** The words of a command with the preset and the model. */
  List<String> words(String command, Path from, Path to, String... options) {
    List<String> words = new ArrayList<>(List.of(command, from.toString(), "-o", to.toString()));
    words.addAll(List.of("--preset", preset.toString(), "--model", model.toString()));
    words.addAll(List.of(options));
    return words;
  }

  /** Runs a command and gives its exit code and what it said of errors. */
  static String run(List<String> words) {
    StringWriter errors = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(errors));
    return command.execute(words.toArray(String[]::new)) + " " + errors.toString().strip();
  }
}

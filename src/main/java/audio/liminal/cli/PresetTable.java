package audio.liminal.cli;

import audio.liminal.file.AudioClip;
import audio.liminal.measure.Loudness;
import audio.liminal.measure.MelPicture;
import audio.liminal.model.Model;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bank of presets does to a few recordings: how far each takes them, how far from the other
 * presets, how loud, how high.
 *
 * @param rows in the bank's order
 */
record PresetTable(List<Row> rows) {
  /**
   * Below a mean spectral difference of 1 dB two sounds pass for one (the measure of transparency
   * in speech coding: Paliwal and Atal 1993).
   */
  static final double LEAST_DB = 1;

  private static final String SIDECHAIN = "drums";
  private static final String SIDECHAIN_OF_DRUMS = "choir";

  /**
   * A recording, and the one that plays beside it.
   *
   * @param picture of the recording
   */
  record Input(String name, AudioClip sound, AudioClip side, MelPicture picture, double lufs) {}

  /**
   * One preset over all inputs.
   *
   * @param fromInputDb distance to the input, in the mean and at least
   * @param nearest the preset whose outputs are nearest
   * @param fromNearestDb distance to those in the mean
   * @param loudnessLu the output's loudness less the input's, where it is farthest from 0
   * @param allowedLu how far that may be
   * @param peak highest of all outputs whose inputs stay within full scale
   * @param failures what is wrong, in words; empty where nothing is
   */
  record Row(
      String preset,
      String model,
      double fromInputDb,
      double leastFromInputDb,
      String nearest,
      double fromNearestDb,
      double loudnessLu,
      double allowedLu,
      double peak,
      List<String> failures) {}

  /** What came out of one preset and one input. */
  private record Heard(MelPicture picture, double loudnessLu, double peak, boolean finite) {}

  private record Task(PresetBank.Entry entry, Input input) {}

  /**
   * Reads the bundled recordings.
   *
   * @param most seconds of each
   */
  static List<Input> inputs(List<String> names, double most) {
    return names.stream().map(name -> input(name, most)).toList();
  }

  private static Input input(String name, double most) {
    AudioClip sound = beginning(name, most);
    String beside = name.equals(SIDECHAIN) ? SIDECHAIN_OF_DRUMS : SIDECHAIN;
    AudioClip side = beginning(beside, most).at(sound.sampleRateHz());
    return new Input(name, sound, side, MelPicture.of(sound), Loudness.integratedLufs(sound));
  }

  private static AudioClip beginning(String name, double most) {
    Path file = Installation.recordings().resolve(name + ".flac");
    AudioClip clip = AudioClip.read(file);
    return clip.part(0, (int) Math.min(clip.lengthSamples(), most * clip.sampleRateHz()));
  }

  /** Renders every input through every preset. */
  static PresetTable measure(List<PresetBank.Entry> entries, List<Input> inputs) {
    Map<String, List<PresetBank.Entry>> byModel = new LinkedHashMap<>();
    for (PresetBank.Entry entry : entries) {
      byModel.computeIfAbsent(entry.preset().model().name(), name -> new ArrayList<>()).add(entry);
    }
    Map<PresetBank.Entry, List<Heard>> heard = new LinkedHashMap<>();
    byModel.values().forEach(of -> heard.putAll(render(of, inputs)));
    return new PresetTable(entries.stream().map(entry -> row(entry, heard, inputs)).toList());
  }

  private static Map<PresetBank.Entry, List<Heard>> render(
      List<PresetBank.Entry> entries, List<Input> inputs) {
    Model model = Installation.load(entries.get(0));
    Map<PresetBank.Entry, MorphSettings> settings = new LinkedHashMap<>();
    List<Task> tasks = new ArrayList<>();
    for (PresetBank.Entry entry : entries) {
      PresetBinder binder = new PresetBinder(entry.file().toString(), entry.preset(), model);
      settings.put(entry, binder.bind().settings());
      inputs.forEach(input -> tasks.add(new Task(entry, input)));
    }
    try (CodecPool pool = new CodecPool(model)) {
      List<Heard> all =
          pool.map(
              model.card().name(),
              tasks,
              (codec, task) -> {
                Preset preset = task.entry.preset();
                ClipMorph morph = new ClipMorph(codec, model.card().grid(), preset.profile());
                AudioClip side = preset.listensToSidechain() ? task.input.side : null;
                return hear(
                    task.input, morph.render(task.input.sound, side, settings.get(task.entry)));
              });
      Map<PresetBank.Entry, List<Heard>> heard = new LinkedHashMap<>();
      for (int i = 0; i < entries.size(); i++) {
        heard.put(entries.get(i), all.subList(i * inputs.size(), (i + 1) * inputs.size()));
      }
      return heard;
    }
  }

  private static Heard hear(Input input, AudioClip out) {
    double peak = peak(out);
    boolean finite = peak <= Float.MAX_VALUE;
    return new Heard(
        finite ? MelPicture.of(out) : input.picture,
        Loudness.integratedLufs(out) - input.lufs,
        peak(input.sound) <= 1 ? peak : 0,
        finite);
  }

  /** Not a number where any sample is none. */
  private static double peak(AudioClip clip) {
    double peak = 0;
    for (float[] channel : clip.samples()) {
      for (float x : channel) {
        peak = Math.max(peak, Math.abs(x));
      }
    }
    return peak;
  }

  private static Row row(
      PresetBank.Entry entry, Map<PresetBank.Entry, List<Heard>> heard, List<Input> inputs) {
    List<Heard> own = heard.get(entry);
    double sum = 0;
    double least = Double.MAX_VALUE;
    double loudness = 0;
    for (int i = 0; i < inputs.size(); i++) {
      double distance = own.get(i).picture.distanceDb(inputs.get(i).picture);
      sum += distance;
      least = Math.min(least, distance);
      double lu = own.get(i).loudnessLu;
      loudness = Math.abs(lu) > Math.abs(loudness) ? lu : loudness;
    }
    String nearest = "-";
    double nearestDb = Double.POSITIVE_INFINITY;
    for (Map.Entry<PresetBank.Entry, List<Heard>> other : heard.entrySet()) {
      double distance = mean(own, other.getValue());
      if (!other.getKey().equals(entry) && distance < nearestDb) {
        nearestDb = distance;
        nearest = other.getKey().preset().name();
      }
    }
    Preset preset = entry.preset();
    Row row =
        new Row(
            preset.name(),
            preset.model().name(),
            sum / inputs.size(),
            least,
            nearest,
            nearestDb,
            loudness,
            preset.about().loudnessLu(),
            own.stream().mapToDouble(Heard::peak).max().orElse(0),
            new ArrayList<>());
    judge(row, own.stream().allMatch(Heard::finite));
    return row;
  }

  private static double mean(List<Heard> a, List<Heard> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i).picture.distanceDb(b.get(i).picture) / a.size();
    }
    return sum;
  }

  private static void judge(Row row, boolean finite) {
    fail(row, !finite, "not a number");
    fail(row, !(row.peak <= 1), "clips");
    fail(row, !(Math.abs(row.loudnessLu) <= row.allowedLu), "loudness");
    fail(row, !(row.leastFromInputDb >= LEAST_DB), "like its input");
    fail(row, !(row.fromNearestDb >= LEAST_DB), "like " + row.nearest);
  }

  private static void fail(Row row, boolean fails, String why) {
    if (fails) {
      row.failures.add(why);
    }
  }

  /** Whether nothing is wrong with any. */
  boolean holds() {
    return rows.stream().allMatch(row -> row.failures.isEmpty());
  }
}

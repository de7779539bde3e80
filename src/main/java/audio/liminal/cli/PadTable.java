package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.MorphTable;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.Control;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How evenly the pad's edges and diagonals lead from corner to corner: each recording is moved over
 * a pad of the four that follow it, captured once as anchors and once as timbres.
 *
 * @param rows in the order printed
 */
record PadTable(List<Row> rows) {
  private static final int STEPS = 10;

  /** One way over the pad. */
  record Row(String input, String corners, String way, MorphTable table) {}

  /** From one corner to another, by their numbers. */
  private record Way(int from, int to) {
    /** A place on it as settings. */
    MorphSettings at(MorphSettings settings, float share) {
      float x = column(from) + share * (column(to) - column(from));
      float y = row(from) + share * (row(to) - row(from));
      return settings.with(Control.X, x).with(Control.Y, y);
    }

    private static float column(int corner) {
      return corner % 2 == 0 ? 0 : 1;
    }

    private static float row(int corner) {
      return corner < 2 ? 0 : 1;
    }
  }

  private static final List<Way> WAYS =
      List.of(
          new Way(0, 1), new Way(2, 3), new Way(0, 2), new Way(1, 3), new Way(0, 3), new Way(1, 2));

  /**
   * Measures and prints.
   *
   * @param files at least five recordings
   * @param inputs how many of them to move over pads of their own
   */
  static PadTable print(
      Model model, ModelCodec codec, StftProfile profile, List<Path> files, int inputs) {
    expectEnough(files);
    System.out.printf("%npads in %s%n", profile.name().toLowerCase(Locale.ROOT));
    MorphRows printer = new MorphRows();
    ClipMorph morph = new ClipMorph(codec, model.card().grid(), profile);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(inputs, files.size()); i++) {
      List<Path> at = new ArrayList<>();
      for (int corner = 1; corner <= Corners.MOST; corner++) {
        at.add(files.get((i + corner) % files.size()));
      }
      List<LatentCloud> clouds =
          at.stream().map(file -> RecordingCloud.of(file, model, codec, profile)).toList();
      for (boolean timbres : new boolean[] {false, true}) {
        MorphSettings pad = pad(model, clouds, timbres);
        for (Way way : WAYS) {
          Row row = measure(morph, files.get(i), at, way, pad, timbres);
          printer.print(row.input + " " + row.corners + " " + row.way, row.table);
          rows.add(row);
        }
      }
    }
    PadTable table = new PadTable(rows);
    table.printSummary(model);
    return table;
  }

  /** One recording to move, and one for each corner. */
  static void expectEnough(List<Path> files) {
    if (files.size() < Corners.MOST + 1) {
      throw new BadInputException("--pad", "recordings", files.size(), "at least 5");
    }
  }

  private static MorphSettings pad(Model model, List<LatentCloud> clouds, boolean timbres) {
    List<Corner> corners = new ArrayList<>();
    for (LatentCloud cloud : clouds) {
      String name = "corner " + corners.size();
      corners.add(timbres ? Corner.timbre(name, cloud) : Corner.anchor(name, cloud.mean()));
    }
    Corners target =
        timbres
            ? new Corners(
                corners, TimbreTarget.ofEverything(model.card()), Corners.DEFAULT_FORGET_SECONDS)
            : Corners.anchors(corners);
    return MorphSettings.NEUTRAL.withMorph(1).withTarget(target);
  }

  private static Row measure(
      ClipMorph morph, Path input, List<Path> at, Way way, MorphSettings pad, boolean timbres) {
    AudioClip in = ClipMorph.read(input);
    List<AudioClip> outputs = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      outputs.add(morph.render(in, null, way.at(pad, (float) step / STEPS)));
    }
    AudioClip target = AudioClip.readOfAnyRate(at.get(way.to)).at(in.sampleRateHz());
    MorphTable table =
        MorphTable.of(outputs, target)
            .withClick(morph.clickDb(in, null, way.at(pad, 0), way.at(pad, 1)));
    return new Row(
        name(input),
        timbres ? "timbres" : "anchors",
        name(at.get(way.from)) + " -> " + name(at.get(way.to)),
        table);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  private void printSummary(Model model) {
    for (String corners : List.of("anchors", "timbres")) {
      List<Row> of = rows.stream().filter(row -> row.corners.equals(corners)).toList();
      long held = of.stream().filter(row -> row.table.passed()).count();
      System.out.printf(
          "%d of %d ways between %s hold all limits with %s",
          held, of.size(), corners, model.card().name());
      for (MorphTable.Figure figure : of.get(0).table.figures()) {
        long passed = of.stream().filter(row -> row.table.figure(figure.name()).passed()).count();
        System.out.printf("; %s %d", figure.name(), passed);
      }
      System.out.println();
    }
  }
}

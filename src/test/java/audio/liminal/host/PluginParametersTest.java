package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.morph.Control;
import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.Controls;
import audio.liminal.morph.LatentControl;
import audio.liminal.preset.PresetReader;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the plugin's own tables and formulas to those here. */
class PluginParametersTest {
  private static final Path NATIVE = Path.of("native/src");
  private static final Pattern ROW =
      Pattern.compile(
          "\\{(\\d+), \"([^\"]+)\", \"[^\"]+\", \"([^\"]*)\", Group::\\w+, (-?\\d+), (-?\\d+),"
              + " (-?\\d+), Kind::(kNumber|kSwitch), \\d+\\}");

  /** What the header says of a control, as one line. */
  private static List<String> table(String name) throws IOException {
    String header = Files.readString(NATIVE.resolve("parameters.h"));
    int from = header.indexOf("Parameter " + name + "[]");
    String table = header.substring(from, header.indexOf("};", from));
    List<String> rows = new ArrayList<>();
    for (Matcher m = ROW.matcher(table); m.find(); ) {
      rows.add(
          String.join(
              " ",
              m.group(1),
              m.group(2),
              m.group(3),
              m.group(4),
              m.group(5),
              m.group(6),
              m.group(7)));
    }
    return rows;
  }

  private static List<String> table(List<? extends ControlSpec> controls) {
    List<String> rows = new ArrayList<>();
    for (ControlSpec c : controls) {
      rows.add(
          String.format(
              Locale.ROOT,
              "%d %s %s %.0f %.0f %.0f %s",
              rows.size(),
              c.id(),
              c.unit(),
              c.least(),
              c.most(),
              c.neutral(),
              c.isSwitch() ? "kSwitch" : "kNumber"));
    }
    return rows;
  }

  private static long constant(String file, String name) throws IOException {
    Matcher m =
        Pattern.compile("constexpr [\\w:]+ " + name + " = (\\d+);")
            .matcher(Files.readString(NATIVE.resolve(file)));
    assertTrue(m.find(), name);
    return Long.parseLong(m.group(1));
  }

  @Test
  void shouldBeThePluginsTableRowByRow() throws IOException {
    assertEquals(table(List.of(Control.values())), table("kControls"));
    assertEquals(table(List.of(LatentControl.values())), table("kLatentControls"));
    assertEquals(PluginParameters.FIRST_OF_LATENTS, constant("parameters.h", "kLatentBase"));
    assertEquals(PluginParameters.MOST_LATENTS, constant("parameters.h", "kLatents"));
  }

  @Test
  void shouldFindEveryControlOfEveryLatentByItsNumber() {
    List<LatentControl> kinds = List.of(LatentControl.values());
    for (Control control : Control.values()) {
      assertEquals(Controls.index(control), PluginParameters.index(Controls.index(control)));
    }
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (int latent = 0; latent < 64; latent++) {
        int index = PluginParameters.index(64 + 64 * kind + latent);
        assertEquals(Controls.index(kinds.get(kind), latent), index);
      }
    }
    assertEquals(-1, PluginParameters.index(Control.values().length));
    assertEquals(-1, PluginParameters.index(64 + 64 * kinds.size()));
    assertEquals(-1, PluginParameters.index(-1));
    float[] controls = PluginParameters.controls(new float[] {9, Float.NaN, -9}, 2);
    assertEquals(1, controls[0]);
    assertEquals(0, controls[1]);
    assertEquals(0, controls[2]);
  }

  @Test
  void shouldHaveThePluginsLatencyAtEveryRate() throws IOException {
    String header = Files.readString(NATIVE.resolve("stft_profile.h"));
    assertTrue(header.contains("std::floor(hopAt48k * sampleRateHz / 48000.0 + 0.5)"));
    assertTrue(header.contains("synthesisHops * hopSamples(sampleRateHz) - 1"));
    assertEquals(StreamSpec.MIN_RATE_HZ, constant("stft_profile.h", "kLeastRateHz"));
    assertEquals(StreamSpec.MAX_RATE_HZ, constant("stft_profile.h", "kMostRateHz"));
    Matcher m = Pattern.compile("\\{\"(\\w+)\", (\\d+), (\\d+)\\}").matcher(header);
    for (StftProfile profile : StftProfile.values()) {
      assertTrue(m.find());
      assertEquals(profile.name().toLowerCase(Locale.ROOT), m.group(1));
      int hopAt48k = Integer.parseInt(m.group(2));
      int synthesisHops = Integer.parseInt(m.group(3));
      for (int rate = StreamSpec.MIN_RATE_HZ; rate <= StreamSpec.MAX_RATE_HZ; rate += 50) {
        int hop = (int) Math.floor(hopAt48k * (double) rate / 48000.0 + 0.5);
        assertEquals(profile.at(rate).latencySamples(), synthesisHops * hop - 1, "at " + rate);
      }
    }
  }

  @Test
  void shouldSpeakThePluginsVersionOfPresets() throws IOException {
    assertEquals(PresetReader.VERSION, constant("settings.cpp", "kPresetVersion"));
  }
}

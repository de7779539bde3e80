package audio.liminal.train;

import audio.liminal.file.AudioClip;
import java.nio.file.Path;
import java.util.List;

/** Recordings in Debian's sonic-pi-samples, each CC0 by that package's list of licences. */
final class HeldOutRecordings {
  private static final Path FOLDER = Path.of("/usr/share/sonic-pi/samples");
  private static final int MAX_SECONDS = 12;

  /**
   * One recording.
   *
   * @param soundClass the folder to put it in
   * @param file its name in the package
   * @param author as the package credits it
   */
  record Item(String soundClass, String file, String author) {
    String name() {
      return file.substring(0, file.indexOf('.'));
    }

    void copy(Path wav) {
      WavFile.write(wav, WavFile.head(AudioClip.read(FOLDER.resolve(file)), MAX_SECONDS));
    }
  }

  static final List<Item> ITEMS =
      List.of(
          new Item("choir", "ambi_choir.flac", "Exsomniel"),
          new Item("glass", "ambi_glass_hum.flac", "kaligari"),
          new Item("glass", "ambi_glass_rub.flac", "ani_music"),
          new Item("noise", "ambi_lunar_land.flac", "maqsim"),
          new Item("piano", "ambi_piano.flac", "Rutger Muller"),
          new Item("synth-bass", "bass_thick_c.flac", "ani_music"),
          new Item("synth-bass", "bass_voxy_c.flac", "ani_music"),
          new Item("drums", "drum_cymbal_open.flac", "menegass"),
          new Item("drums", "drum_roll.flac", "Heigh-hoo"),
          new Item("electric-guitar", "guit_e_fifths.flac", "Sub-d"),
          new Item("electric-guitar", "guit_e_slide.flac", "Suva"),
          new Item("electric-guitar", "guit_em9.flac", "Sub-d"),
          new Item("guitar-harmonics", "guit_harmonics.flac", "BStateham"),
          new Item("drums", "loop_breakbeat.flac", "Snapper4298"),
          new Item("drums", "loop_compus.flac", "godspine"),
          new Item("synth-lead", "loop_garzul.flac", "Garzul"),
          new Item("drums", "loop_industrial.flac", "godspine"),
          new Item("drums", "loop_safari.flac", "nemaavla"),
          new Item("percussion", "loop_tabla.flac", "lezaarth"),
          new Item("bell", "perc_bell.flac", "AlaskaRobotics"),
          new Item("percussion", "tabla_tun1.flac", "dio_333"),
          new Item("noise", "vinyl_rewind.flac", "TasmanianPower"));

  private HeldOutRecordings() {}

  /** The one that bears a name. */
  static Item named(String name) {
    return ITEMS.stream().filter(item -> item.name().equals(name)).findFirst().orElseThrow();
  }

  static void requireInstalled() {
    for (Item item : ITEMS) {
      ExternalProgram.require(FOLDER.resolve(item.file()), "sonic-pi-samples");
    }
  }
}

package audio.liminal.train;

import java.util.Locale;

/** Whether a soundfont is played with reverberation. */
enum Room {
  DRY,
  REVERBERANT;

  /** As file names have it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

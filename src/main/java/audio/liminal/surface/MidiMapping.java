package audio.liminal.surface;

/**
 * What a part of a MIDI device turns.
 *
 * @param control by the name of {@link audio.liminal.morph.Controls#name}, whatever the model
 */
public record MidiMapping(MidiSource source, String control) {
  /**
   * Reads {@code cc:74=morph}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static MidiMapping parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || equals == text.length() - 1) {
      throw new IllegalArgumentException("value=" + text + ", expected SOURCE=CONTROL");
    }
    return new MidiMapping(MidiSource.parse(text.substring(0, equals)), text.substring(equals + 1));
  }
}

package audio.liminal.surface;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something on a MIDI device that moves, written {@code cc:74}, {@code cc14:1}, {@code bend}, or
 * {@code cc:74@2} on channel 2 alone.
 *
 * @param kind what it sends
 * @param number a controller's, 0 to 127 (the coarse one of two, 0 to 31); 0 without
 * @param channel 1 to 16, or 0 for any
 */
public record MidiSource(Kind kind, int number, int channel) {
  /** The form that is understood, for errors. */
  public static final String FORM = "cc:0..127, cc14:0..31 or bend, and @1..16 for one channel";

  static final int FINE_ABOVE_COARSE = 32;

  private static final Pattern WRITTEN =
      Pattern.compile("(?:(cc|cc14):(\\d{1,3})|bend)(?:@(\\d{1,2}))?");

  /** What moves. */
  public enum Kind {
    /** A controller of 7 bits. */
    CC,
    /** Two controllers that make 14 bits. */
    CC14,
    /** The wheel for pitch, of 14 bits. */
    BEND
  }

  /** Throws {@link IllegalArgumentException} for numbers that no device sends. */
  public MidiSource {
    int most = kind == Kind.CC ? 127 : kind == Kind.CC14 ? FINE_ABOVE_COARSE - 1 : 0;
    if (number < 0 || number > most || channel < 0 || channel > 16) {
      throw new IllegalArgumentException(
          "number=" + number + ", channel=" + channel + ", expected " + FORM);
    }
  }

  /** Throws {@link IllegalArgumentException} when the text is no source. */
  @JsonCreator
  public static MidiSource parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException("source=" + text + ", expected " + FORM);
    }
    int channel = written.group(3) == null ? 0 : Integer.parseInt(written.group(3));
    if (written.group(3) != null && channel == 0) {
      throw new IllegalArgumentException("channel=0, expected " + FORM);
    }
    if (written.group(1) == null) {
      return new MidiSource(Kind.BEND, 0, channel);
    }
    Kind kind = written.group(1).equals("cc") ? Kind.CC : Kind.CC14;
    return new MidiSource(kind, Integer.parseInt(written.group(2)), channel);
  }

  /**
   * Whether the same thing moves, on whatever channel: both resolutions of a controller are one.
   */
  boolean samePart(MidiSource other) {
    return (kind == Kind.BEND) == (other.kind == Kind.BEND) && number == other.number;
  }

  /** Whether it hears a channel, 1 to 16. */
  boolean hears(int from) {
    return channel == 0 || channel == from;
  }

  @JsonValue
  @Override
  public String toString() {
    String name =
        switch (kind) {
          case CC -> "cc:" + number;
          case CC14 -> "cc14:" + number;
          case BEND -> "bend";
        };
    return channel == 0 ? name : name + "@" + channel;
  }
}

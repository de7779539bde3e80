package audio.liminal.cli;

import audio.liminal.surface.MidiMapping;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of what turns controls while sound plays. */
final class SurfaceOptions {
  @Option(
      names = "--midi",
      paramLabel = "SOURCE=CONTROL",
      converter = Mapping.class,
      description =
          "Lets a MIDI controller turn a control, any number of times: cc:74=morph, cc14:1=x (14 bits),"
              + " bend=exaggerate, cc:20@3=latent/brightness (channel 3 alone). Goes before what was"
              + " learned.")
  List<MidiMapping> midi = List.of();

  @Option(
      names = "--midi-in",
      paramLabel = "PORT",
      description =
          "A JACK port, or part of a MIDI device's name, to hear, any number of times (default: all of"
              + " the machine's own).")
  List<String> midiIn = List.of();

  @Option(
      names = "--midi-pickup",
      description = "A controller turns a control only once it has passed where that stands.")
  boolean midiPickup;

  @Option(
      names = "--osc",
      paramLabel = "UDP",
      description = "Listens to OSC from this machine on this port: /liminal/morph 0.5.")
  Integer osc;

  /** Reads a mapping. */
  private static final class Mapping implements ITypeConverter<MidiMapping> {
    @Override
    public MidiMapping convert(String text) {
      try {
        return MidiMapping.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}

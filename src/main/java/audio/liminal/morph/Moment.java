package audio.liminal.morph;

/** What modulation knows of one hop; overwritten by the next. */
public final class Moment {
  /** How long a hop lasts. */
  double hopSeconds;

  /** Since the stream began, at the hop's first sample. */
  double seconds;

  double beats;
  int section;
  long seed;

  /** Loudness of the input and of the sidechain, in dB. */
  final float[] loudnessDb = new float[2];

  /** Values of {@link Control#MACRO_1} to {@link Control#MACRO_4}. */
  final float[] macros = new float[ModulationSource.Macro.COUNT];
}

package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.Gaussian;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A move to a learned timbre without a network: what a model has to beat.
 *
 * <p>A target is the Gaussian of a feature over the spectra, within 25 dB of the loudest, of its
 * recordings. A sound is known whole beforehand, likewise. It goes through the studio profile; its
 * feature, smoothed by one pole of 20 ms where the sound is within 60 dB of its loudest, gives way
 * to the target's mean or to where {@link OptimalTransport} carries it; the difference, as a level
 * at each bin within -80 and +40 dB, is the gain, made up so that the hop is as loud as before in
 * the K-weighted sense.
 */
public final class PlainTimbre {
  /** Which feature is moved, and how. */
  public enum Kind {
    MEAN_OF_CEPSTRA("no model: target's mean envelope, 64 cepstra", false),
    TRANSPORT_OF_CEPSTRA("no model: Gaussian transport, 40 cepstra", true),
    MEAN_OF_MEL_CEPSTRA("no network: mean of 31 mel cepstra", false),
    TRANSPORT_OF_MEL_CEPSTRA("no network: Gaussian transport, 31 mel cepstra", true);

    private static final int ENVELOPE_COEFFICIENTS = 64;
    private static final int TRANSPORT_COEFFICIENTS = 40;

    private final String label;
    private final boolean transports;

    Kind(String label, boolean transports) {
      this.label = label;
      this.transports = transports;
    }

    /** What it does, for a table. */
    public String label() {
      return label;
    }

    /** Whether the feature is that of the models of an envelope. */
    public boolean hearsAsModel() {
      return this == MEAN_OF_MEL_CEPSTRA || this == TRANSPORT_OF_MEL_CEPSTRA;
    }

    private Feature feature() {
      return switch (this) {
        case MEAN_OF_CEPSTRA -> PlainCepstrum.feature(ENVELOPE_COEFFICIENTS);
        case TRANSPORT_OF_CEPSTRA -> PlainCepstrum.feature(TRANSPORT_COEFFICIENTS);
        case MEAN_OF_MEL_CEPSTRA, TRANSPORT_OF_MEL_CEPSTRA -> Cepstrum.feature();
      };
    }
  }

  private static final double SMOOTHING_SECONDS = 0.02;
  private static final float LOUD_DB = 25;
  private static final float ACTIVE_DB = 60;

  private final Kind kind;
  private final Feature feature;
  private final Map<String, Gaussian> targets = new TreeMap<>();

  /**
   * Learns the targets.
   *
   * @param recordings of each, mono or stereo, at 48 kHz
   */
  public PlainTimbre(Kind kind, Map<String, List<AudioClip>> recordings) {
    this.kind = kind;
    this.feature = kind.feature();
    recordings.forEach((name, clips) -> targets.put(name, cloud(clips)));
  }

  private Gaussian cloud(List<AudioClip> clips) {
    List<double[]> points = new ArrayList<>();
    for (AudioClip clip : clips) {
      List<float[]> spectra = SpectrumReader.read(clip, StftProfile.STUDIO, 1);
      boolean[] loud = within(spectra, LOUD_DB);
      for (int n = 0; n < loud.length; n++) {
        if (loud[n]) {
          points.add(wide(feature.of(spectra.get(n))));
        }
      }
    }
    return Gaussian.of(points);
  }

  /**
   * Moves a sound.
   *
   * @param sound mono, at 48 kHz, not silent
   * @param target one of those that were learned
   */
  public float[] render(float[] sound, String target) {
    StftGeometry geometry = StftProfile.STUDIO.at(SpectrumReader.RATE_HZ);
    float[][] padded = {Resynthesis.padded(sound, geometry)};
    List<float[]> spectra =
        SpectrumReader.read(new AudioClip(SpectrumReader.RATE_HZ, padded), StftProfile.STUDIO, 1);
    List<float[]> gains = gains(spectra, targets.get(target), geometry.hopSamples());
    GridMapper mapper = new GridMapper(geometry, SpectrumReader.GRID);
    float[] packed = new float[geometry.fftSize()];
    int[] hop = {0};
    return Resynthesis.of(
        sound,
        geometry,
        (bins, windowed) -> {
          mapper.gains(gains.get(hop[0]++), packed);
          for (int i = 0; i < packed.length; i++) {
            bins[0][i] *= packed[i];
          }
        });
  }

  /** Amplitude factors on the grid, for each spectrum. */
  private List<float[]> gains(List<float[]> spectra, Gaussian target, int hopSamples) {
    List<float[]> values = spectra.stream().map(feature::of).toList();
    boolean[] loud = within(spectra, LOUD_DB);
    List<double[]> points = new ArrayList<>();
    for (int n = 0; n < loud.length; n++) {
      if (loud[n]) {
        points.add(wide(values.get(n)));
      }
    }
    OptimalTransport transport =
        kind.transports ? new OptimalTransport(Gaussian.of(points), target) : null;
    float[] mean = narrow(target.mean());
    double keep = Math.exp(-hopSamples / (SMOOTHING_SECONDS * SpectrumReader.RATE_HZ));
    boolean[] active = within(spectra, ACTIVE_DB);
    PlainGain gain = new PlainGain(feature);
    float[] here = values.get(0).clone();
    boolean heard = false;
    List<float[]> gains = new ArrayList<>();
    for (int n = 0; n < active.length; n++) {
      if (active[n]) {
        follow(here, values.get(n), heard ? (float) keep : 0);
        heard = true;
      }
      float[] there = transport == null ? mean : transport.carry(here);
      gains.add(gain.between(here, there, spectra.get(n)));
    }
    return gains;
  }

  private static void follow(float[] state, float[] next, float keep) {
    for (int i = 0; i < state.length; i++) {
      state[i] = next[i] + keep * (state[i] - next[i]);
    }
  }

  /** Which spectra lie within a range of the loudest's energy. */
  private static boolean[] within(List<float[]> spectraDb, float rangeDb) {
    double[] energy = new double[spectraDb.size()];
    double loudest = 0;
    for (int n = 0; n < energy.length; n++) {
      for (float db : spectraDb.get(n)) {
        energy[n] += Decibels.toAmplitude(2 * db);
      }
      loudest = Math.max(loudest, energy[n]);
    }
    double least = loudest * Math.pow(10, -rangeDb / 10);
    boolean[] within = new boolean[energy.length];
    for (int n = 0; n < within.length; n++) {
      within[n] = energy[n] > least;
    }
    return within;
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}

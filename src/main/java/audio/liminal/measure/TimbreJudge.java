package audio.liminal.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Judges moves of sounds to timbres, by a classifier that learned from recordings of its own: a
 * {@link GaussianClassifier} on MFCC 1 to 13 of the spectra within 40 dB of the loudest.
 */
public final class TimbreJudge {
  private static final int COEFFICIENTS = 13;
  private static final double RIDGE = 0.5;

  private final int sampleRateHz;
  private final Mfcc mfcc;
  private final GaussianClassifier classifier;
  private final Map<String, Double> accuracy = new TreeMap<>();
  private final Map<String, double[]> centres = new TreeMap<>();

  /**
   * How a move came out.
   *
   * @param share of spectra that the classifier takes for the target
   * @param mfccDistance between the means of the result and of genuine recordings of the target
   * @param fluxRatio spectral flux of the result over the input's
   * @param contourCorrelation of the loudness contours
   * @param pitchKept share of the input's clear pitches that the result has too
   * @param pitchUnheard share of them where YIN hears none in the result
   * @param pitches how many of the input's pitches are clear
   * @param voicedKept share of all pitches YIN hears in the input that the result has too
   * @param voiced how many those are
   */
  public record Verdict(
      double share,
      double mfccDistance,
      double fluxRatio,
      double contourCorrelation,
      double pitchKept,
      double pitchUnheard,
      int pitches,
      double voicedKept,
      int voiced) {}

  /**
   * @param examples mono sounds of each class, from which the classifier learns
   * @param genuine mono sounds of each target, all of other origin
   */
  public TimbreJudge(
      int sampleRateHz, Map<String, List<float[]>> examples, Map<String, List<float[]>> genuine) {
    this.sampleRateHz = sampleRateHz;
    this.mfcc = new Mfcc(sampleRateHz);
    Map<String, List<double[]>> points = new TreeMap<>();
    examples.forEach((name, sounds) -> points.put(name, points(sounds)));
    this.classifier = new GaussianClassifier(points, RIDGE);
    genuine.forEach(
        (name, sounds) -> {
          accuracy.put(name, mean(sounds, sound -> share(sound, name)));
          centres.put(name, centre(sounds));
        });
  }

  private List<double[]> points(List<float[]> sounds) {
    List<double[]> points = new ArrayList<>();
    sounds.forEach(sound -> points.addAll(mfcc.ofLouder(sound, COEFFICIENTS)));
    return points;
  }

  private double share(float[] sound, String target) {
    return classifier.share(mfcc.ofLouder(sound, COEFFICIENTS), target);
  }

  private static double mean(List<float[]> sounds, ToDoubleFunction<float[]> figure) {
    return sounds.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private double[] centre(List<float[]> sounds) {
    double[] centre = new double[Mfcc.COEFFICIENTS];
    for (float[] sound : sounds) {
      double[] mean = mfcc.mean(sound);
      for (int c = 0; c < centre.length; c++) {
        centre[c] += mean[c] / sounds.size();
      }
    }
    return centre;
  }

  /** For each target the mean share of a genuine recording's spectra that are taken for it. */
  public Map<String, Double> accuracy() {
    return accuracy;
  }

  /**
   * Judges a result.
   *
   * @param input what the sound before the move did
   * @param result mono, as long as the input
   */
  public Verdict judge(Performance input, float[] result, String target) {
    LoudnessContour contour = LoudnessContour.of(result, sampleRateHz);
    PitchTrack pitch = PitchTrack.of(result, sampleRateHz);
    return new Verdict(
        share(result, target),
        Mfcc.distance(mfcc.mean(result), centres.get(target)),
        SpectralFlux.mean(result, sampleRateHz) / input.flux(),
        input.contour().correlation(contour),
        input.pitch().keptIn(pitch),
        input.pitch().unheardIn(pitch),
        input.pitch().count(),
        input.voiced().keptIn(pitch),
        input.voiced().count());
  }
}

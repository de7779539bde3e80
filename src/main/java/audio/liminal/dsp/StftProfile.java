package audio.liminal.dsp;

/** A trade of latency against resolution; windows keep their duration at every sample rate. */
public enum StftProfile {
  /** Asymmetric low-delay windows: 5.3 ms, for playing through the effect. */
  LIVE(64, 16, 4),
  /** Symmetric Hann windows: 21.3 ms, for tracking and mixing. */
  STUDIO(128, 8, 8),
  /** Long symmetric Hann windows: 42.6 ms, for mixing and offline work. */
  HQ(256, 8, 8);

  private static final int REFERENCE_RATE_HZ = 48_000;

  private final int hopAt48k;
  private final int analysisHops;
  private final int synthesisHops;

  StftProfile(int hopAt48k, int analysisHops, int synthesisHops) {
    this.hopAt48k = hopAt48k;
    this.analysisHops = analysisHops;
    this.synthesisHops = synthesisHops;
  }

  /** The windows, hop and transform size of this profile at a rate of 44100 to 192000 Hz. */
  public StftGeometry at(int sampleRateHz) {
    int hop = (int) Math.round((double) hopAt48k * sampleRateHz / REFERENCE_RATE_HZ);
    return StftGeometry.of(sampleRateHz, hop, analysisHops * hop, synthesisHops * hop);
  }
}

package audio.liminal.file;

/**
 * What the four bytes before an MPEG audio frame say (ISO/IEC 11172-3 and 13818-3).
 *
 * @param version 1, 2, or 3 for the rates that are called 2.5
 * @param layer 1 to 3
 * @param samples of each channel in the frame
 * @param bytes of the whole frame
 */
record Mp3Header(int version, int layer, int sampleRateHz, int channels, int samples, int bytes) {
  static final int BYTES = 4;
  private static final int[] RATES_HZ = {44_100, 48_000, 32_000};
  private static final int MONO = 3;

  /** Kilobits a second of version 1's layers, by their index. */
  private static final int[][] FIRST_KBPS = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
  };

  /** The same of version 2: layer 1, and the others. */
  private static final int[][] SECOND_KBPS = {
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  /** Reads a header at the beginning of an array, or gives null where there is none. */
  static Mp3Header of(byte[] b) {
    int versionBits = b[1] >> 3 & 3;
    int layerBits = b[1] >> 1 & 3;
    int rateIndex = b[2] >> 2 & 3;
    int kbpsIndex = b[2] >> 4 & 15;
    boolean syncs = b[0] == (byte) 0xFF && (b[1] & 0xE0) == 0xE0;
    if (!syncs || versionBits == 1 || layerBits == 0 || rateIndex == 3) {
      return null;
    }
    if (kbpsIndex == 0 || kbpsIndex == 15) {
      return null;
    }
    int version = versionBits == 3 ? 1 : versionBits == 2 ? 2 : 3;
    int layer = 4 - layerBits;
    int rateHz = RATES_HZ[rateIndex] >> (version - 1);
    int[] kbps = version == 1 ? FIRST_KBPS[layer - 1] : SECOND_KBPS[Math.min(layer - 1, 1)];
    int samples = layer == 1 ? 384 : layer == 3 && version > 1 ? 576 : 1152;
    int padding = b[2] >> 1 & 1;
    int slotBytes = layer == 1 ? 4 : 1;
    int slots = samples / 8 / slotBytes * 1000 * kbps[kbpsIndex] / rateHz + padding;
    int channels = (b[3] >> 6 & 3) == MONO ? 1 : 2;
    return new Mp3Header(version, layer, rateHz, channels, samples, slots * slotBytes);
  }

  /** Whether frames of both can follow each other in one stream. */
  boolean isLike(Mp3Header other) {
    return version == other.version
        && layer == other.layer
        && sampleRateHz == other.sampleRateHz
        && channels == other.channels;
  }
}

package audio.liminal.file;

/** How a written file stores one sample. */
public enum SampleFormat {
  FLOAT32(32),
  PCM24(24),
  PCM16(16);

  private final int bits;

  SampleFormat(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }

  boolean isInteger() {
    return this != FLOAT32;
  }
}

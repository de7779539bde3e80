package audio.liminal.host;

import audio.liminal.signal.RealTime;
import java.util.concurrent.atomic.AtomicInteger;

/** The largest sample since someone last looked. */
final class PeakMeter {
  /** The bits of a float that is not negative grow as the float does. */
  private final AtomicInteger bits = new AtomicInteger();

  /** Looks at a block of every channel; one thread calls. */
  @RealTime
  void hear(float[][] channels, int count) {
    float peak = 0;
    for (float[] channel : channels) {
      for (int i = 0; i < count; i++) {
        float level = Math.abs(channel[i]);
        peak = level > peak ? level : peak;
      }
    }
    int now = Float.floatToRawIntBits(peak);
    int before = bits.get();
    while (now > before && !bits.compareAndSet(before, now)) {
      before = bits.get();
    }
  }

  /** The peak, forgotten with that. */
  float take() {
    return Float.intBitsToFloat(bits.getAndSet(0));
  }
}

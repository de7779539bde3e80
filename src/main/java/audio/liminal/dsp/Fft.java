package audio.liminal.dsp;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import be.tarsos.dsp.util.ConcurrencyUtils;
import be.tarsos.dsp.util.fft.FloatFFT;

/**
 * A Fourier transform of one power-of-two size, in place, in single precision, without allocation.
 *
 * <p>A real transform is <em>packed</em>: {@code a[0]} is bin 0, {@code a[1]} is bin N/2, and bin k
 * lies at {@code a[2k]} (real) and {@code a[2k+1]} (imaginary). An instance belongs to one thread.
 */
public final class Fft {
  public static final int MAX_SIZE = 1 << 14;

  static {
    // TarsosDSP hands large transforms to a thread pool; a hop must stay on its own thread.
    ConcurrencyUtils.setNumberOfThreads(1);
  }

  private final int size;
  private final FloatFFT transform;

  /**
   * @param size a power of two, 16 to {@value #MAX_SIZE}
   */
  public Fft(int size) {
    if (size < 16 || size > MAX_SIZE || Integer.bitCount(size) != 1) {
      throw new BadInputException("fft", "size", size, "a power of two, 16 to " + MAX_SIZE);
    }
    this.size = size;
    this.transform = new FloatFFT(size);
  }

  public int size() {
    return size;
  }

  /** Replaces {@code size} real samples by their packed spectrum. */
  @RealTime
  public void forward(float[] samples) {
    transform.realForward(samples);
  }

  /** Replaces a packed spectrum by its {@code size} real samples; undoes {@link #forward}. */
  @RealTime
  public void inverse(float[] spectrum) {
    transform.realInverse(spectrum, true);
  }

  /** Replaces {@code size} interleaved complex values by their transform. */
  @RealTime
  public void complexForward(float[] values) {
    transform.complexForward(values);
  }

  /** Undoes {@link #complexForward}. */
  @RealTime
  public void complexInverse(float[] values) {
    transform.complexInverse(values, true);
  }
}

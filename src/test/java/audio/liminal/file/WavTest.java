package audio.liminal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1,8", "1,16", "1,24", "1,32", "3,32", "3,64"})
  void shouldScaleEveryEncodingToOne(int tag, int bits) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(3 * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : new double[] {0.5, -1, 0.25}) {
      if (tag == 3 && bits == 64) {
        data.putDouble(value);
      } else if (tag == 3) {
        data.putFloat((float) value);
      } else {
        long steps = (long) (value * (1L << (bits - 1))) + (bits == 8 ? 128 : 0);
        for (int b = 0; b < bits; b += 8) {
          data.put((byte) (steps >> b));
        }
      }
    }
    float[] expected = {0.5f, -1, 0.25f};
    WavBytes plain = new WavBytes().fmt(tag, 1, 48_000, bits).chunk("data", data.array());
    assertArrayEquals(expected, read(plain.done()).samples()[0]);
    WavBytes wide = new WavBytes().extensible(tag, 1, 48_000, bits).chunk("data", data.array());
    assertArrayEquals(expected, read(wide.done()).samples()[0]);
  }

  @Test
  void shouldPassOverUnknownAndOddChunks() throws IOException {
    byte[] wav =
        new WavBytes()
            .chunk("LIST", new byte[7])
            .fmt(1, 2, 44_100, 16)
            .chunk("odd ", new byte[3])
            .chunk("data", new byte[] {0, 64, 0, -64})
            .chunk("tail", new byte[5])
            .done();
    AudioClip clip = read(wav);
    assertEquals(44_100, clip.sampleRateHz());
    assertArrayEquals(new float[][] {{0.5f}, {-0.5f}}, clip.samples());
  }

  @Test
  void shouldTakeDataOfUnknownSizeToTheEnd() throws IOException {
    for (int size : new int[] {-1, 0x7FFFF000}) {
      WavBytes wav = new WavBytes().fmt(1, 1, 48_000, 16).id("data").put32(size);
      assertEquals(2, read(wav.put32(7).done()).lengthSamples());
    }
  }

  @Test
  void shouldTakeTheSizeOfRf64() throws IOException {
    byte[] ds64 = new byte[28];
    ds64[8] = 4;
    WavBytes wav = new WavBytes().chunk("ds64", ds64).fmt(1, 1, 48_000, 16);
    byte[] bytes = wav.id("data").put32(-1).put64(0).done();
    bytes[1] = 'F';
    bytes[2] = '6';
    bytes[3] = '4';
    assertEquals(2, read(bytes).lengthSamples());
  }

  @Test
  void shouldTellSizesBeyondFourGigabytesAsRf64() throws IOException {
    StreamSpec spec = new StreamSpec(48_000, 2);
    byte[] header = WavHeader.written(spec, SampleFormat.FLOAT32, 3, 100).array();
    byte[] wav = Arrays.copyOf(header, header.length + 24);
    assertEquals('4', wav[3]);
    assertEquals(3, read(wav).lengthSamples());
  }

  @Test
  void shouldNameWhatIsWrong() throws IOException {
    byte[] two = new byte[2];
    refuses(new WavBytes().fmt(1, 7, 48_000, 16).chunk("data", new byte[14]), "channels=7");
    refuses(new WavBytes().fmt(1, 1, 8_000, 16).chunk("data", two), "sampleRateHz=8000");
    refuses(new WavBytes().fmt(2, 1, 48_000, 16).chunk("data", two), "codec=0x0002 (Microsoft");
    refuses(new WavBytes().fmt(1, 1, 48_000, 20).chunk("data", two), "bitsPerSample=20");
    refuses(new WavBytes().fmt(1, 1, 48_000, 16).chunk("data", new byte[0]), "samples=0");
    refuses(new WavBytes().fmt(1, 1, 48_000, 16).chunk("data", new byte[3]), "data=3 bytes");
    refuses(new WavBytes().chunk("data", two), "fmt=missing");
    refuses(new WavBytes().fmt(1, 1, 48_000, 16), "header=truncated at byte 36");
    refuses(
        new WavBytes().fmt(1, 1, 48_000, 16).id("data").put32(100).put32(0),
        "data=4 bytes, expected 100 bytes");
  }

  @Test
  void shouldNameTheFirstSampleThatIsNotFinite() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(20, Float.NaN).putFloat(24, Float.POSITIVE_INFINITY);
    refuses(
        new WavBytes().fmt(3, 2, 48_000, 32).chunk("data", data.array()),
        "sample[2] of channel 1=NaN, expected a finite number");
  }

  @Test
  void shouldOnlyRefuseWhateverTheLengthOrBits() throws IOException {
    byte[] samples = new byte[60];
    new SplittableRandom(3).nextBytes(samples);
    byte[] wav =
        new WavBytes()
            .chunk("LIST", new byte[5])
            .extensible(1, 2, 48_000, 24)
            .chunk("data", samples)
            .done();
    for (int length = 0; length < wav.length; length++) {
      byte[] cut = Arrays.copyOf(wav, length);
      assertThrows(BadInputException.class, () -> read(cut), () -> cut.length + " bytes");
    }
    SplittableRandom random = new SplittableRandom(4);
    for (int trial = 0; trial < 1000; trial++) {
      byte[] flipped = wav.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        flipped[random.nextInt(wav.length)] ^= (byte) (1 << random.nextInt(8));
      }
      readOrRefuse(flipped);
    }
  }

  private void readOrRefuse(byte[] wav) throws IOException {
    try {
      assertTrue(read(wav).lengthSamples() > 0);
    } catch (BadInputException e) {
      assertTrue(e.getMessage().contains("expected"), e.getMessage());
    }
  }

  private void refuses(WavBytes wav, String found) throws IOException {
    byte[] bytes = wav.done();
    BadInputException e = assertThrows(BadInputException.class, () -> read(bytes));
    assertTrue(e.getMessage().contains("test.wav: " + found), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private AudioClip read(byte[] wav) throws IOException {
    Path file = folder.resolve("test.wav");
    Files.write(file, wav);
    return AudioClip.read(file);
  }
}

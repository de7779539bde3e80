package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines without a device: the input counts upwards and is pulled out after some blocks. */
@Timeout(30)
class JavaSoundStreamTest {
  private static final int BLOCKS = 20;
  private static final AudioFormat STEREO = new AudioFormat(48_000, 16, 2, true, false);
  private final CountDownLatch gone = new CountDownLatch(1);
  private int blocksRead;
  private int blocksWritten;
  private int firstWrong = -1;

  @Test
  void shouldCarryEverySampleUntilTheDeviceIsGone() throws InterruptedException {
    LiveClient swapping =
        new LiveClient() {
          @Override
          public int prepare(int sampleRateHz, int largestBlock) {
            assertEquals(48_000, sampleRateHz);
            return 0;
          }

          @Override
          public void process(float[][] in, float[][] out, int count) {
            System.arraycopy(in[0], 0, out[1], 0, count);
            System.arraycopy(in[1], 0, out[0], 0, count);
          }

          @Override
          public void xrun() {}
        };
    try (LiveStream stream =
        new JavaSoundStream(
            line(TargetDataLine.class, "read"),
            line(SourceDataLine.class, "write"),
            256,
            null,
            swapping)) {
      gone.await();
      for (int patience = 0; stream.alive() && patience < 100; patience++) {
        Thread.sleep(10);
      }
      assertFalse(stream.alive());
      assertTrue(stream.description().contains("48000 Hz"));
    }
    assertEquals(BLOCKS, blocksWritten);
    assertEquals(-1, firstWrong);
  }

  @Test
  void shouldLetTheEndOfARecordingBeHeard() {
    LiveClient silent =
        new LiveClient() {
          @Override
          public int prepare(int sampleRateHz, int largestBlock) {
            return 0;
          }

          @Override
          public void process(float[][] in, float[][] out, int count) {}

          @Override
          public void xrun() {}
        };
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    SourceDataLine output =
        (SourceDataLine)
            Proxy.newProxyInstance(
                SourceDataLine.class.getClassLoader(),
                new Class<?>[] {SourceDataLine.class},
                (line, method, arguments) -> {
                  calls.add(method.getName());
                  return switch (method.getName()) {
                    case "getFormat" -> STEREO;
                    case "write" -> ((byte[]) arguments[0]).length;
                    default -> null;
                  };
                });
    new JavaSoundStream(null, output, 256, null, silent).close();
    assertEquals(List.of("drain", "close"), calls.subList(calls.size() - 2, calls.size()));
  }

  private <T> T line(Class<T> type, String transfer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (line, method, arguments) -> {
              if (method.getName().equals(transfer)) {
                byte[] bytes = (byte[]) arguments[0];
                return transfer.equals("read") ? read(bytes) : write(bytes);
              }
              return method.getName().equals("getFormat") ? STEREO : null;
            }));
  }

  private int read(byte[] bytes) {
    if (blocksRead == BLOCKS) {
      gone.countDown();
      return 0;
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = sample(blocksRead, i);
    }
    blocksRead++;
    return bytes.length;
  }

  private int write(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      // two bytes a sample, two channels, swapped
      if (bytes[i] != sample(blocksWritten, i ^ 2)) {
        firstWrong = firstWrong < 0 ? i : firstWrong;
      }
    }
    blocksWritten++;
    return bytes.length;
  }

  private static byte sample(int block, int i) {
    return (byte) (31 * block + 7 * i);
  }
}

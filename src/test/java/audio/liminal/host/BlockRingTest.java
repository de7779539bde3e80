package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BlockRingTest {
  @Test
  void shouldBeSilentBeforeItsBeginning() {
    float[][] out = {{1, 1, 1}};
    assertTrue(new BlockRing(1, 10).read(-3, out, 0, 3));
    assertArrayEquals(new float[3], out[0]);
  }

  @Test
  void shouldGiveBackWhatItKeepsAndRefuseWhatItLost() {
    BlockRing ring = new BlockRing(1, 10);
    assertEquals(16, ring.capacity());
    for (int block = 0; block < 5; block++) {
      ring.write(new float[][] {{7 * block, 1, 2, 3, 4, 5, 6}}, 0, 7);
    }
    float[][] out = new float[1][7];
    assertTrue(ring.read(28, out, 0, 7));
    assertArrayEquals(new float[] {28, 1, 2, 3, 4, 5, 6}, out[0]);
    assertTrue(ring.read(19, out, 0, 7));
    assertFalse(ring.read(18, out, 0, 7));
    assertEquals(28, ring.at(0, 28));
  }

  @Test
  void shouldNeverGiveAReaderWhatIsBeingOverwritten() throws InterruptedException {
    BlockRing ring = new BlockRing(1, 64);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              float[][] block = new float[1][16];
              for (int n = 0; n < 16_000_000; n += 16) {
                for (int i = 0; i < 16; i++) {
                  block[0][i] = n + i;
                }
                ring.write(block, 0, 16);
              }
              done.set(true);
            });
    writer.start();
    float[][] out = new float[1][16];
    long read = 0;
    while (!done.get()) {
      long at = Math.max(0, ring.end() - 48);
      if (ring.end() >= at + 16 && ring.read(at, out, 0, 16)) {
        read++;
        for (int i = 0; i < 16; i++) {
          assertEquals((float) (at + i), out[0][i]);
        }
      }
    }
    writer.join();
    assertTrue(read > 0);
  }
}

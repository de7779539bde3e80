package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MidiInboxTest {
  @Test
  void shouldHandOverEveryMessageInOrder() throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(100_000);
    MidiInbox.Reader reader =
        (status, data1, data2) -> {
          int number = (status & 0x7F) << 14 | data1 << 7 | data2;
          next.compareAndSet(number, number + 1);
          all.countDown();
        };
    try (MidiInbox inbox = new MidiInbox(reader)) {
      for (int n = 0; n < 100_000; n++) {
        inbox.put(0x80 | n >> 14, n >> 7 & 0x7F, n & 0x7F);
        inbox.wake();
        while (n - next.get() > 1000) {
          Thread.onSpinWait();
        }
      }
      all.await();
      assertEquals(100_000, next.get());
      assertEquals(0, inbox.lost());
    }
  }

  @Test
  void shouldCountWhatComesWhileTooManyWait() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    MidiInbox.Reader slow =
        (status, data1, data2) -> {
          reached.countDown();
          taken.incrementAndGet();
          try {
            stuck.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (MidiInbox inbox = new MidiInbox(slow)) {
      inbox.put(0xB0, 1, 1);
      inbox.wake();
      reached.await();
      for (int n = 0; n < 5000; n++) {
        inbox.put(0xB0, 1, 1);
      }
      assertEquals(5000 - 4096, inbox.lost());
      stuck.countDown();
      for (int patience = 0; taken.get() < 4097 && patience < 1000; patience++) {
        inbox.wake();
        Thread.sleep(1);
      }
      assertTrue(taken.get() == 4097, "taken " + taken);
    }
  }
}

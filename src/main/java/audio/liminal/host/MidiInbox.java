package audio.liminal.host;

import audio.liminal.signal.EngineException;
import audio.liminal.signal.RealTime;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes MIDI messages off a driver's thread and hands them over on one of its own, at once and in
 * order. What comes while {@value #CAPACITY} wait is lost and counted.
 */
public final class MidiInbox implements AutoCloseable {
  private static final int CAPACITY = 1 << 12;

  private final AtomicIntegerArray waiting = new AtomicIntegerArray(CAPACITY);
  private final AtomicLong end = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final Reader reader;
  private final Thread thread = new Thread(this::run, "midi");
  private volatile boolean closed;
  private volatile long lost; // written by the driver's thread alone

  /** Takes a message of up to three bytes; those that are not sent are 0. */
  @FunctionalInterface
  public interface Reader {
    void take(int status, int data1, int data2);
  }

  /** Starts the thread. */
  public MidiInbox(Reader reader) {
    this.reader = reader;
    thread.setDaemon(true);
    thread.start();
  }

  /** Messages that came while too many waited. */
  public long lost() {
    return lost;
  }

  /** Takes a message; one thread at a time calls, and then {@link #wake}. */
  @RealTime
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void put(int status, int data1, int data2) {
    long at = end.getPlain();
    if (at - taken.getAcquire() >= CAPACITY) {
      lost++;
      return;
    }
    waiting.setPlain((int) (at % CAPACITY), status << 16 | data1 << 8 | data2);
    end.setRelease(at + 1);
  }

  /** Lets what was put be handed over. */
  @RealTime
  void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      long at = taken.getPlain();
      if (at == end.getAcquire()) {
        LockSupport.park(this);
      } else {
        int message = waiting.getPlain((int) (at % CAPACITY));
        taken.setRelease(at + 1);
        reader.take(message >> 16, message >> 8 & 0xFF, message & 0xFF);
      }
    }
  }

  /** Hands over no more. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while MIDI ended", e);
    }
  }
}

package audio.liminal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a decoder that prints, and drops what it prints; other threads print as before. */
final class Hush {
  private static final ReentrantLock LOCK = new ReentrantLock();

  private Hush() {}

  /** Work that may fail as files do. */
  interface Work<T> {
    T run() throws IOException;
  }

  static <T> T standardOutput(Work<T> work) throws IOException {
    LOCK.lock();
    PrintStream original = System.out;
    try {
      System.setOut(without(Thread.currentThread(), original));
      return work.run();
    } finally {
      System.setOut(original);
      LOCK.unlock();
    }
  }

  private static PrintStream without(Thread hushed, PrintStream original) {
    OutputStream filter =
        new OutputStream() {
          @Override
          public void write(int value) {
            if (Thread.currentThread() != hushed) {
              original.write(value);
            }
          }

          @Override
          public void write(byte[] bytes, int offset, int count) {
            if (Thread.currentThread() != hushed) {
              original.write(bytes, offset, count);
            }
          }

          @Override
          public void flush() {
            original.flush();
          }
        };
    return new PrintStream(filter, true, Charset.defaultCharset());
  }
}

package audio.liminal.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of decibels in little memory: two bytes a value, in steps of 1/64 dB up to 512 dB.
 *
 * <p>Holds so many rows at most; when full it forgets every other one and from then on keeps every
 * other one that comes, so that what it holds stays evenly spread over all it was given.
 */
final class Rows {
  private static final float STEPS_PER_DB = 64;

  private final int width;
  private final int most;
  private List<short[]> rows = new ArrayList<>();
  private int stride = 1;
  private long seen;

  Rows(int width, int most) {
    this.width = width;
    this.most = most;
  }

  int size() {
    return rows.size();
  }

  int width() {
    return width;
  }

  /** In the form in which rows are kept. */
  static short[] packed(float[] row) {
    short[] packed = new short[row.length];
    for (int i = 0; i < row.length; i++) {
      float steps = Math.round(row[i] * STEPS_PER_DB);
      packed[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, steps));
    }
    return packed;
  }

  void add(short[] packed) {
    if (seen++ % stride == 0) {
      rows.add(packed);
      if (rows.size() > most) {
        thin();
      }
    }
  }

  private void thin() {
    List<short[]> kept = new ArrayList<>(rows.size() / 2 + 1);
    for (int i = 0; i < rows.size(); i += 2) {
      kept.add(rows.get(i));
    }
    rows = kept;
    stride *= 2;
  }

  /** Copies a row. */
  void get(int index, float[] into, int at) {
    short[] row = rows.get(index);
    for (int i = 0; i < width; i++) {
      into[at + i] = row[i] / STEPS_PER_DB;
    }
  }

  /** At most so many rows, evenly spaced, one after another. */
  float[] spaced(int mostRows) {
    int count = Math.min(mostRows, size());
    float[] flat = new float[count * width];
    for (int i = 0; i < count; i++) {
      get((int) ((long) i * size() / count), flat, i * width);
    }
    return flat;
  }
}

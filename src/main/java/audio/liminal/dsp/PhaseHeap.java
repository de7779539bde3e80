package audio.liminal.dsp;

import audio.liminal.signal.RealTime;

/** A binary heap of small numbers whose loudest comes out first; its room is fixed. */
final class PhaseHeap {
  private final int[] items;
  private final float[] levels;
  private int size;

  PhaseHeap(int room) {
    this.items = new int[room];
    this.levels = new float[room];
  }

  @RealTime
  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  @RealTime
  void add(int item, float level) {
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (levels[parent] >= level) {
        break;
      }
      items[at] = items[parent];
      levels[at] = levels[parent];
      at = parent;
    }
    items[at] = item;
    levels[at] = level;
  }

  /** Takes the loudest out of a heap that is not empty. */
  @RealTime
  int takeLoudest() {
    int loudest = items[0];
    size--;
    int item = items[size];
    float level = levels[size];
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && levels[child + 1] > levels[child]) {
        child++;
      }
      if (levels[child] <= level) {
        break;
      }
      items[at] = items[child];
      levels[at] = levels[child];
      at = child;
      child = 2 * at + 1;
    }
    items[at] = item;
    levels[at] = level;
    return loudest;
  }
}

package audio.liminal.train;

import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Files to learn from and files to judge by.
 *
 * <p>Of every class with at least three files, one file in ten is held out, at least one; smaller
 * classes are learned whole. Where that leaves nothing to judge by, the largest class gives a file.
 */
record Split(List<AudioFolder.Item> learn, List<AudioFolder.Item> judge) {
  private static final int LEAST_FILES = 3;
  private static final int ONE_IN = 10;

  /**
   * The same for the same files and seed.
   *
   * @throws BadInputException when there is only one file
   */
  static Split of(String what, List<AudioFolder.Item> items, long seed) {
    if (items.size() < 2) {
      throw new BadInputException(
          what, "audio files", items.size(), "at least 2, or --held-out with files to judge by");
    }
    Map<String, List<AudioFolder.Item>> classes = new TreeMap<>();
    for (AudioFolder.Item item : items) {
      classes.computeIfAbsent(item.soundClass(), c -> new ArrayList<>()).add(item);
    }
    Random random = new Random(seed);
    classes.values().forEach(files -> Collections.shuffle(files, random));
    List<AudioFolder.Item> judge = new ArrayList<>();
    for (List<AudioFolder.Item> files : classes.values()) {
      if (files.size() >= LEAST_FILES) {
        judge.addAll(files.subList(0, Math.max(1, files.size() / ONE_IN)));
      }
    }
    if (judge.isEmpty()) {
      Comparator<List<AudioFolder.Item>> bySize = Comparator.comparingInt(List::size);
      judge.add(classes.values().stream().max(bySize).orElseThrow().get(0));
    }
    List<AudioFolder.Item> learn = new ArrayList<>(items);
    learn.removeAll(judge);
    return new Split(learn, judge);
  }
}

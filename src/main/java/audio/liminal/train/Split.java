package audio.liminal.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What to learn from and what to judge by.
 *
 * <p>Of every class with at least three files, one file in ten is held out, at least one, of those
 * that can be heard, which are not all taken; smaller classes are learned whole. Where no class has
 * three, the last tenth of each file is held out.
 */
record Split(List<AudioFolder.Item> learn, List<AudioFolder.Item> judge) {
  private static final int LEAST_FILES = 3;
  private static final int ONE_IN = 10;

  /** Draws from what can be heard; the same for the same files and seed. */
  static Split of(List<AudioFolder.Item> items, long seed) {
    return of(items, seed, AudioFolder.Item::isSound);
  }

  /**
   * The same.
   *
   * @param fit whether a file can be judged by; asked of those that are drawn
   */
  static Split of(List<AudioFolder.Item> items, long seed, Predicate<AudioFolder.Item> fit) {
    Map<String, List<AudioFolder.Item>> classes = new TreeMap<>();
    for (AudioFolder.Item item : items) {
      classes.computeIfAbsent(item.soundClass(), c -> new ArrayList<>()).add(item);
    }
    Random random = new Random(seed);
    classes.values().forEach(files -> Collections.shuffle(files, random));
    List<AudioFolder.Item> judge = new ArrayList<>();
    for (List<AudioFolder.Item> files : classes.values()) {
      if (files.size() >= LEAST_FILES) {
        int most = Math.max(1, files.size() / ONE_IN);
        List<AudioFolder.Item> some = files.stream().filter(fit).limit(most + 1L).toList();
        judge.addAll(some.subList(0, Math.min(most, Math.max(0, some.size() - 1))));
      }
    }
    if (judge.isEmpty()) {
      return inTime(items);
    }
    List<AudioFolder.Item> learn = new ArrayList<>(items);
    learn.removeAll(judge);
    return new Split(learn, judge);
  }

  /** What is judged by is not learned from, whatever path leads to it. */
  static Split apart(List<AudioFolder.Item> items, List<AudioFolder.Item> judge) {
    Set<Path> held = judge.stream().map(Split::real).collect(Collectors.toSet());
    return new Split(items.stream().filter(item -> !held.contains(real(item))).toList(), judge);
  }

  private static Path real(AudioFolder.Item item) {
    try {
      return item.file().toRealPath();
    } catch (IOException e) {
      return item.file().toAbsolutePath().normalize(); // unreadable, as reading it will say
    }
  }

  private static Split inTime(List<AudioFolder.Item> items) {
    double end = 1 - 1.0 / ONE_IN;
    return new Split(
        items.stream().map(item -> item.part(0, end)).toList(),
        items.stream().filter(AudioFolder.Item::isReadable).map(i -> i.part(end, 1)).toList());
  }
}

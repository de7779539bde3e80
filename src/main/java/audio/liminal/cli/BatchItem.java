package audio.liminal.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One file of a batch.
 *
 * @param input relative to the input's folder
 * @param output relative to the output's folder; no other item's
 */
record BatchItem(Path input, Path output) {
  private static final String ENDING = ".wav";

  /**
   * Gives each input the output of its name that ends in .wav; where several want the same, those
   * that are no WAV keep their whole name and get .wav behind it.
   */
  static List<BatchItem> of(List<Path> inputs) {
    Set<String> taken = new HashSet<>();
    List<BatchItem> items = new ArrayList<>();
    for (boolean wav : new boolean[] {true, false}) {
      for (Path input : inputs) {
        String name = input.getFileName().toString();
        if (isWav(name) == wav) {
          items.add(new BatchItem(input, free(input, name, taken)));
        }
      }
    }
    return items.stream().sorted((a, b) -> a.input.compareTo(b.input)).toList();
  }

  private static Path free(Path input, String name, Set<String> taken) {
    String stem = name.substring(0, name.lastIndexOf('.'));
    Path output = input.resolveSibling(stem + ENDING);
    for (int n = 1; !taken.add(output.toString().toLowerCase(Locale.ROOT)); n++) {
      output = input.resolveSibling(name + (n == 1 ? "" : "." + n) + ENDING);
    }
    return output;
  }

  private static boolean isWav(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ENDING);
  }
}

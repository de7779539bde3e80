package audio.liminal.cli;

import audio.liminal.measure.MorphTable;
import java.util.List;
import java.util.Locale;

/** Prints {@link MorphTable}s as the rows of one table; ! marks a figure beyond its limit. */
final class MorphRows {
  private static final String TITLE = "%-44s";
  private static final String FIGURE = "%13s";

  private boolean begun;

  /** Prints a row, before the first one the figures' names and limits. */
  void print(String title, MorphTable table) {
    if (!begun) {
      begun = true;
      printLimits(table);
    }
    StringBuilder row = new StringBuilder(String.format(TITLE, title));
    for (MorphTable.Figure figure : table.figures()) {
      String value =
          String.format(Locale.ROOT, "%.2f%s", figure.value(), figure.passed() ? " " : "!");
      row.append(String.format(FIGURE, value));
    }
    List<Double> distances = table.targetDistances();
    row.append(
        String.format(
            Locale.ROOT, "   %.1f -> %.1f", distances.get(0), distances.get(distances.size() - 1)));
    System.out.println(row);
  }

  private static void printLimits(MorphTable table) {
    StringBuilder names = new StringBuilder(String.format(TITLE, ""));
    StringBuilder limits = new StringBuilder(String.format(TITLE, "wanted"));
    for (MorphTable.Figure figure : table.figures()) {
      String name = figure.name();
      int space = name.indexOf(' ');
      names.append(String.format(FIGURE, space < 0 ? name : name.substring(0, space)));
      limits.append(String.format(FIGURE, figure.wanted()));
    }
    System.out.println(names + "   MFCC distance to the target, first and last step");
    System.out.println(limits);
  }
}

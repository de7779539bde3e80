package audio.liminal.cli;

import audio.liminal.model.JsonFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of each file of a batch. */
final class BatchReport {
  static final String FILE_NAME = "batch-report.json";

  /** What can become of a file. */
  enum Outcome {
    DONE,
    SKIPPED,
    FAILED
  }

  /**
   * One file.
   *
   * @param input as found
   * @param output null where it failed
   * @param seconds of sound; 0 where it was skipped or failed
   * @param bpm its tempo; 0 likewise
   * @param why it failed, or what went less than well; null for nothing
   * @param exitCode what this alone would have ended a program with
   */
  record Row(
      Outcome outcome,
      String input,
      String output,
      double seconds,
      double bpm,
      String why,
      int exitCode) {

    static Row failed(Path input, String why, int exitCode) {
      return new Row(Outcome.FAILED, input.toString(), null, 0, 0, why, exitCode);
    }

    static Row skipped(Path input, Path output) {
      return new Row(Outcome.SKIPPED, input.toString(), output.toString(), 0, 0, null, ExitCode.OK);
    }
  }

  private final List<Row> rows;
  private final int others;

  /**
   * @param others files that are no audio by their names
   */
  BatchReport(List<Row> rows, int others) {
    this.rows = rows;
    this.others = others;
  }

  private long count(Outcome outcome) {
    return rows.stream().filter(row -> row.outcome == outcome).count();
  }

  /** The worst of all files. */
  int exitCode() {
    return rows.stream().mapToInt(Row::exitCode).max().orElse(ExitCode.OK);
  }

  void print(PrintStream out) {
    for (Row row : rows) {
      String what = row.outcome.name().toLowerCase(Locale.ROOT);
      String figures =
          row.outcome == Outcome.DONE
              ? String.format(Locale.ROOT, "%7.1f s %6.1f bpm", row.seconds, row.bpm)
              : " ".repeat(20);
      String why = row.why == null ? "" : "  (" + row.why + ")";
      String name = row.outcome == Outcome.FAILED ? row.input : row.output;
      out.printf(Locale.ROOT, "%-7s %s  %s%s%n", what, figures, name, why);
    }
    out.printf(
        Locale.ROOT,
        "%d done, %d skipped as finished, %d failed; %d other file(s) left alone%n",
        count(Outcome.DONE),
        count(Outcome.SKIPPED),
        count(Outcome.FAILED),
        others);
  }

  /** Writes it as JSON, in place of one that was there. */
  void write(Path folder) {
    List<Map<String, Object>> files = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("outcome", row.outcome.name().toLowerCase(Locale.ROOT));
      file.put("input", row.input);
      file.put("output", row.output);
      file.put("seconds", row.seconds);
      file.put("bpm", row.bpm);
      file.put("why", row.why);
      files.add(file);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      all.put(outcome.name().toLowerCase(Locale.ROOT), count(outcome));
    }
    all.put("others", others);
    all.put("files", files);
    JsonFile.write(folder.resolve(FILE_NAME), all);
  }
}

package audio.liminal.cli;

import audio.liminal.file.AudioTree;
import audio.liminal.file.SampleFormat;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Treats a whole folder with a preset. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    description = {
      "Does to every recording in a folder and below it what 'liminal remix' does to one, several at",
      "once, and writes a tree of WAV files like it. Killed or stopped, the same command goes on:",
      "files that are whole and made from the same input, preset, model and options are not made",
      "again. A file that can't be read stops none of the others; neither does one in the way of a",
      "result that no batch made, which is left alone; the exit code tells of it. What was done is",
      "printed and written to " + BatchReport.FILE_NAME + " in the output's folder."
    },
    footer = {"", "Example:", "  liminal batch songs --preset Pump -o remixed"})
final class BatchCommand implements Callable<Integer> {
  private static final int MOST_JOBS = 64;

  @Spec private CommandSpec spec;
  @Mixin private EngineOptions engine;
  @Mixin private MorphOptions morph;

  @Parameters(paramLabel = "DIR", description = "The folder of recordings.")
  private Path from;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR2",
      required = true,
      description = "The folder for the results; may lie inside the other.")
  private Path to;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "float32",
      description = "float32, pcm24 or pcm16 (default: ${DEFAULT-VALUE}).")
  private SampleFormat format;

  @Option(
      names = "--bpm",
      paramLabel = "B",
      description = "The tempo of all, 20 to 400 beats a minute (default: as heard in each).")
  private Double bpm;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many at once, 1 to 64 (default: as many as there are cores).")
  private Integer jobs;

  @Override
  public Integer call() {
    if (bpm != null) {
      Range.check(spec, "--bpm", bpm, HeardSong.LEAST_BPM, HeardSong.MOST_BPM);
    }
    int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    Range.check(spec, "--jobs", threads, 1, MOST_JOBS);
    morph.check(false);
    FileMorphs morphs = new FileMorphs(engine, morph);
    AudioTree tree = AudioTree.of(from, to);
    checkFolders();
    List<Path> inputs = tree.files().stream().map(from::relativize).toList();
    List<BatchReport.Row> rows = new ArrayList<>();
    tree.troubles()
        .forEach((file, why) -> rows.add(BatchReport.Row.failed(file, why, ExitCode.INPUT)));
    try (BatchJournal journal = BatchJournal.open(to);
        CodecPool pool = new CodecPool(morphs.model(), threads, engine.device)) {
      BatchWork work = new BatchWork(morphs, from, to, tree.files(), format, bpm, journal);
      rows.addAll(pool.map("batch", BatchItem.of(inputs), work::handle));
    }
    BatchReport report = new BatchReport(rows, tree.others());
    report.print(System.out);
    morph.remarkUnmorphed();
    report.write(to);
    return report.exitCode();
  }

  /** Makes the output's folder; results must not replace recordings. */
  private void checkFolders() {
    if (Files.exists(to) && !Files.isDirectory(to)) {
      throw new BadInputException("--output", "folder", to, "a folder, not a file");
    }
    try {
      Path report = to.resolve(BatchReport.FILE_NAME);
      if (Files.exists(report) && !Files.exists(to.resolve(BatchJournal.FILE_NAME))) {
        throw new BadInputException(
            report.toString(),
            "file",
            "there, but by no batch",
            "none: move it, or choose another folder");
      }
      Files.createDirectories(to);
      if (from.toRealPath().startsWith(to.toRealPath())) {
        throw new BadInputException(
            "--output", "folder", to, "one that does not hold the recordings");
      }
    } catch (IOException e) {
      throw new BadInputException("--output", "folder", to, "a folder that can be made", e);
    }
  }
}

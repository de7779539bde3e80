package audio.liminal.cli;

import audio.liminal.file.AudioReader;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import audio.liminal.song.SongMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Handles the files of a batch, one a call, on any thread. */
final class BatchWork {
  private static final long DITHER_SEED = 1;

  private final FileMorphs morphs;
  private final Path from;
  private final Path to;
  private final SampleFormat format;
  private final Double bpm;
  private final BatchJournal journal;
  private final Set<Path> recordings = new HashSet<>();
  private final String recipe;

  /**
   * @param files all recordings, which no result may replace
   * @param bpm as told, or null
   */
  BatchWork(
      FileMorphs morphs,
      Path from,
      Path to,
      List<Path> files,
      SampleFormat format,
      Double bpm,
      BatchJournal journal) {
    this.morphs = morphs;
    this.from = from;
    this.to = to;
    this.format = format;
    this.bpm = bpm;
    this.journal = journal;
    this.recipe = recipe();
    for (Path file : files) {
      real(file, recordings);
    }
  }

  private static void real(Path file, Set<Path> into) {
    try {
      into.add(file.toRealPath());
    } catch (IOException e) {
      // a link to nowhere is no recording, and fails when it is read
      return;
    }
  }

  /** The digest of all that decides what comes out, but the input. */
  private String recipe() {
    return Model.sha256(String.join("\n", morphs.digest(), format.name(), String.valueOf(bpm)));
  }

  /** Makes one file, unless it is there; never throws. */
  BatchReport.Row handle(ModelCodec codec, BatchItem item) {
    Path input = from.resolve(item.input());
    try {
      return make(codec, item, input);
    } catch (BadInputException e) {
      return BatchReport.Row.failed(input, e.getMessage(), ExitCode.INPUT);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return BatchReport.Row.failed(input, String.valueOf(e.getMessage()), ExitCode.ENGINE);
    }
  }

  private BatchReport.Row make(ModelCodec codec, BatchItem item, Path input) {
    Path output = to.resolve(item.output());
    try (AudioReader in = AudioReader.open(input)) {
      String digest = Model.sha256(input);
      if (journal.isFinished(item.output(), recipe, digest)) {
        return BatchReport.Row.skipped(input, output);
      }
      prepare(item, output);
      SongMap song = HeardSong.of(input, bpm, heard -> {});
      StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
      boolean isFirst = !Files.exists(output);
      journal.begin(item.output(), recipe, digest);
      FileMorph.Result result;
      try (AudioWriter out = AudioWriter.create(output, stream, format, DITHER_SEED)) {
        FileMorph morph = morphs.of(input, codec, HeardSong.tempo(song));
        result = morph.render(in, out, codec, done -> {});
      } catch (RuntimeException e) {
        if (isFirst) {
          journal.forget(item.output());
        }
        throw e;
      }
      journal.finish(item.output(), recipe, digest);
      String remarks = String.join("; ", result.remarks());
      return new BatchReport.Row(
          BatchReport.Outcome.DONE,
          input.toString(),
          output.toString(),
          result.seconds(),
          song.bpm(),
          remarks.isEmpty() ? null : remarks,
          ExitCode.OK);
    }
  }

  /** Makes room, but of nothing that no batch made. */
  private void prepare(BatchItem item, Path output) {
    try {
      Files.createDirectories(output.getParent());
      if (Files.exists(output) && recordings.contains(output.toRealPath())) {
        throw new BadInputException(
            output.toString(), "file", "a recording", "a place for results");
      }
      if (Files.exists(output) && !journal.knows(item.output())) {
        throw new BadInputException(
            output.toString(),
            "file",
            "there, but by no batch",
            "none: move it, or choose another folder");
      }
    } catch (IOException e) {
      throw new BadInputException(
          output.toString(), "folder", "not to be made (" + e.getMessage() + ")", "a folder", e);
    }
  }
}

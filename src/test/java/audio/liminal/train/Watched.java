package audio.liminal.train;

import java.util.ArrayList;
import java.util.List;

/** Keeps the lines a run says. */
class Watched implements TrainingView {
  final List<String> lines = new ArrayList<>();

  @Override
  public void say(String line) {
    lines.add(line);
  }

  @Override
  public void reading(String what, int done, int of) {
    if (done < 1 || done > of) {
      throw new AssertionError(what + ": " + done + " of " + of);
    }
  }

  @Override
  public void status(String line) {
    if (!line.startsWith("step ")) {
      throw new AssertionError(line);
    }
  }
}

package audio.liminal.train;

/** Where a training run is watched; called from one thread. */
public interface TrainingView {
  /** A line that stays. */
  void say(String line);

  /** How far the recordings have been read. */
  void reading(String what, int done, int of);

  /** How training goes at the moment; the next one takes its place. */
  void status(String line);
}

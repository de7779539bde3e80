package audio.liminal.train;

/**
 * Sees to it, until closed, that a run ended by a signal is saved and says how to go on.
 *
 * @param hook runs when the process is told to end
 */
record Interruption(Thread hook) {
  static Interruption of(Trainer trainer, TrainingView view) {
    Thread hook =
        new Thread(
            () -> {
              trainer.stop();
              int step = trainer.state().step;
              view.say("stopped at step " + step + "; go on with the same command and --resume");
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  void close() {
    if (hook.getState() == Thread.State.NEW) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}

package audio.liminal.train;

import ai.djl.engine.Engine;

/** The training library, set up before its first use; it computes on a GPU where it finds CUDA. */
final class TrainingEngine {
  private TrainingEngine() {}

  /** Starts it with what it must know at its start; later calls change nothing. */
  static Engine start(int threads) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.default_engine", "PyTorch");
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    return Engine.getEngine("PyTorch");
  }
}

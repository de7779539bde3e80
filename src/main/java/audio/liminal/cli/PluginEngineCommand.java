package audio.liminal.cli;

import audio.liminal.host.PluginHost;
import audio.liminal.ring.RingSegment;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * The engine of all plugins in one process, which starts this, holds its input and shares memory.
 */
@Command(
    name = "plugin-engine",
    hidden = true,
    description = "Runs the engine of the plugin; started by the plugin alone.")
final class PluginEngineCommand implements Callable<Integer> {
  /** Made while there is memory for it. */
  private static final String OUT_OF_MEMORY =
      "liminal: the engine ended: out of memory: heap="
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MiB, expected fewer plugins or smaller models";

  @Override
  public Integer call() throws IOException {
    RingSegment segment = RingSegment.inherited();
    new PluginHost(segment, new PluginModels(), PluginEngineCommand::die).start();
    while (System.in.read() >= 0) {
      // nothing is said, and the end of it is the plugin's
    }
    return ExitCode.OK;
  }

  /** Ends the process at once with a line that the plugin shows. */
  private static void die(Throwable why) {
    try {
      System.err.println(
          why instanceof OutOfMemoryError ? OUT_OF_MEMORY : "liminal: the engine ended: " + why);
    } finally {
      Runtime.getRuntime().halt(ExitCode.ENGINE);
    }
  }
}

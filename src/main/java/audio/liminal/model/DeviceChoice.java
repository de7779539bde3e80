package audio.liminal.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;

/** Picks the device that runs one hop of a model fastest. */
final class DeviceChoice {
  private static final int WARM_UP_HOPS = 50;
  private static final int MEASURED_HOPS = 200;

  private DeviceChoice() {}

  static ModelCodec fastest(Model model) {
    ModelCodec cpu = model.open(Device.CPU);
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return cpu;
    }
    ModelCodec cuda;
    try {
      cuda = model.open(Device.CUDA);
    } catch (EngineException | BadInputException e) {
      // a build with CUDA on a machine without a GPU: the CPU it is
      return cpu;
    }
    boolean cpuWins = hopNs(cpu) <= hopNs(cuda);
    (cpuWins ? cuda : cpu).close();
    return cpuWins ? cpu : cuda;
  }

  private static long hopNs(ModelCodec codec) {
    float[] spectrum = new float[codec.bins()];
    float[] latents = new float[2 * codec.latents()];
    float[] out = new float[2 * codec.bins()];
    long start = 0;
    for (int hop = 0; hop < WARM_UP_HOPS + MEASURED_HOPS; hop++) {
      if (hop == WARM_UP_HOPS) {
        start = System.nanoTime();
      }
      codec.encode(spectrum, 1, latents, out);
      codec.decode(latents, 2, out);
    }
    return (System.nanoTime() - start) / MEASURED_HOPS;
  }
}

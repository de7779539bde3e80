package audio.liminal.engine;

/**
 * What an engine has counted since it was made.
 *
 * @param hops spectra processed
 * @param failedHops hops whose model failed or gave a value that is not finite
 * @param repairedSamples input samples that were not finite or beyond {@code +-}{@value
 *     MorphEngine#SAMPLE_LIMIT}, taken as 0
 * @param limitedSamples morphed samples turned down to stay below full scale or the input's peak,
 *     before the output gain
 */
public record EngineStats(long hops, long failedHops, long repairedSamples, long limitedSamples) {}

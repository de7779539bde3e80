package audio.liminal.host;

/**
 * What a player has to tell.
 *
 * @param inPeak largest input sample since the last time
 * @param outPeak largest output sample since the last time
 * @param latencySamples from input to output, 0 before the first stream
 * @param hopLoad50 a hop's median time over its duration, since the last time
 * @param hopLoad99 the same, of the slowest hop in a hundred
 * @param lateBlocks blocks heard dry since play began
 * @param xruns times the driver lost time since play began
 * @param lostSamples samples of the recording that were lost
 * @param trouble what the engine or the recording last failed with, or null
 */
public record PlayStats(
    float inPeak,
    float outPeak,
    int latencySamples,
    double hopLoad50,
    double hopLoad99,
    long lateBlocks,
    long xruns,
    long lostSamples,
    String trouble) {}

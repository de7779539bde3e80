package audio.liminal.host;

/**
 * What a player has to tell.
 *
 * @param inPeak largest input sample since the last time
 * @param outPeak largest output sample since the last time
 * @param latencySamples from input to output, 0 before the first stream
 * @param recentLoads of hops since the last time
 * @param allLoads of hops since play began
 * @param lateBlocks blocks heard dry since play began
 * @param xruns times the driver lost time since play began
 * @param blocks that were played since play began
 * @param lostSamples samples of the recording that were lost
 * @param trouble what the engine or the recording last failed with, or null
 */
public record PlayStats(
    float inPeak,
    float outPeak,
    int latencySamples,
    HopLoads recentLoads,
    HopLoads allLoads,
    long lateBlocks,
    long xruns,
    long blocks,
    long lostSamples,
    String trouble) {}

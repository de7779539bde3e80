package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.host.BlockSource;
import audio.liminal.host.ClipSource;
import audio.liminal.host.Programme;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Tempo;
import audio.liminal.signal.StreamSpec;

/**
 * What is played, whatever it is morphed by.
 *
 * @param clip played in place of live input, or null
 * @param loops whether it starts over at its end
 * @param followed played in place of a live sidechain, or null
 * @param channels of the input and the output
 * @param liveSidechains channels of a live sidechain
 * @param profile windows and latency
 * @param tempo from the first sample on
 */
record PlaySource(
    AudioClip clip,
    boolean loops,
    AudioClip followed,
    int channels,
    int liveSidechains,
    StftProfile profile,
    Tempo tempo) {

  int sidechains() {
    return followed != null ? followed.channels() : liveSidechains;
  }

  /** Plays it through a model, at whatever rate. */
  Programme.Maker through(Model model, Device device) {
    return (rateHz, settings) -> programme(rateHz, model, device, settings);
  }

  private Programme programme(int rateHz, Model model, Device device, MorphSettings settings) {
    MorphEngine engine =
        new MorphEngine(
            new StreamSpec(rateHz, channels),
            sidechains(),
            profile,
            model.card().grid(),
            model.open(device),
            settings);
    Tempo music = tempo;
    BlockSource file = null;
    if (clip != null) {
      float[][] samples = clip.at(rateHz).samples();
      file = loops ? ClipSource.looping(samples) : ClipSource.once(samples);
      if (loops && tempo.isOfARecording()) {
        music = tempo.everyRound((double) samples[0].length / rateHz);
      }
    }
    engine.tempo(music);
    return new Programme(
        engine,
        channels,
        sidechains(),
        file,
        followed == null ? null : ClipSource.looping(followed.at(rateHz).samples()));
  }
}

package audio.liminal.song;

import be.tarsos.dsp.beatroot.Agent;
import be.tarsos.dsp.beatroot.AgentList;
import be.tarsos.dsp.beatroot.Event;
import be.tarsos.dsp.beatroot.EventList;
import be.tarsos.dsp.beatroot.Induction;
import java.util.Arrays;
import java.util.List;

/**
 * Finds one even grid of beats: its tempo by agents that follow the onsets (BeatRoot, Dixon 2001),
 * its place, and whether beats or half-beats are meant, by the accents.
 */
final class BeatFinder {
  private static final int LEAST_ONSETS = 8;
  private static final double SLOWEST_BPM = 60;
  private static final double FASTEST_BPM = 200;

  /** Every other beat weaker than this share of the rest, at equal usualness: twice as long. */
  private static final double WEAK = 0.55;

  /** Most tempos lie within an octave around this one. */
  private static final double USUAL_BPM = 120;

  private static final double USUAL_OCTAVES = 0.35;

  /** A beat at the very start may seem to lie a little before it. */
  private static final double JUST_BEFORE_SECONDS = 0.02;

  /** BeatRoot's tempo is this near at worst, in shares. */
  private static final double NEAR = 0.03;

  /** How far the last beat is moved from one trial to the next: at first, and at last. */
  private static final double COARSE_SECONDS = 0.02;

  private static final double FINE_SECONDS = 0.005;
  private static final int COARSE_STEPS = (int) (600 / AccentCurve.STEP_SECONDS);

  private final float[] rises;
  private final double usual;
  private final double spread;

  BeatFinder(float[] rises) {
    this.rises = rises;
    double sum = 0;
    double squares = 0;
    for (float rise : rises) {
      sum += rise;
      squares += rise * rise;
    }
    this.usual = sum / Math.max(1, rises.length);
    this.spread = Math.sqrt(Math.max(0, squares / Math.max(1, rises.length) - usual * usual));
  }

  /** The grid that fits best, or null when there are too few onsets. */
  BeatGrid find(List<Onset> onsets) {
    double period = onsets.size() < LEAST_ONSETS ? 0 : period(onsets);
    if (period <= 0 || spread == 0) {
      return null;
    }
    return octave(tuned(near(period)));
  }

  /** The best place for a tempo that is told. */
  BeatGrid at(double bpm) {
    return placed(60 / bpm);
  }

  private static double period(List<Onset> onsets) {
    EventList events = new EventList();
    for (Onset onset : onsets) {
      double at = onset.seconds();
      Event event = new Event(at, at, at, 0, 0, 0, 0, 0);
      event.salience = onset.strength();
      events.add(event);
    }
    AgentList agents = Induction.beatInduction(events);
    agents.beatTrack(events);
    Agent best = agents.bestAgent();
    if (best == null || best.beatCount < 2) {
      return 0;
    }
    best.fillBeats(-1);
    double[] beats = best.events.toOnsetArray();
    return (beats[beats.length - 1] - beats[0]) / (beats.length - 1);
  }

  /** The period near BeatRoot's whose beats have most accent, in the middle ten minutes. */
  private double near(double period) {
    int from = Math.max(0, (rises.length - COARSE_STEPS) / 2);
    int to = Math.min(rises.length, from + COARSE_STEPS);
    BeatFinder middle = new BeatFinder(Arrays.copyOfRange(rises, from, to));
    return 60 / middle.tuned(period, NEAR * period, COARSE_SECONDS).bpm();
  }

  private BeatGrid tuned(double period) {
    double beatsHeard = Math.min(rises.length, COARSE_STEPS) * AccentCurve.STEP_SECONDS / period;
    return tuned(period, COARSE_SECONDS / beatsHeard, FINE_SECONDS);
  }

  /** The period within reach whose beats have most accent, from the first to the last. */
  private BeatGrid tuned(double period, double reach, double lastBeatSeconds) {
    double step = lastBeatSeconds * period / (rises.length * AccentCurve.STEP_SECONDS);
    BeatGrid best = placed(period);
    for (double off = step; off <= reach; off += step) {
      for (double other : new double[] {period - off, period + off}) {
        BeatGrid grid = placed(other);
        best = grid.clarity() > best.clarity() ? grid : best;
      }
    }
    return best;
  }

  /** Settles which of two tempos in an octave is meant. */
  private BeatGrid octave(BeatGrid grid) {
    BeatGrid fast = grid;
    if (fast.bpm() * 2 <= FASTEST_BPM) {
      fast = placed(30 / fast.bpm());
    }
    double period = 60 / fast.bpm();
    double even = mean(fast.firstBeatSeconds(), 2 * period);
    double odd = mean(fast.firstBeatSeconds() + period, 2 * period);
    double bound = WEAK * usualness(fast.bpm() / 2) / usualness(fast.bpm());
    boolean slow = Math.min(even, odd) < bound * Math.max(even, odd);
    return slow && fast.bpm() / 2 >= SLOWEST_BPM ? placed(2 * period) : fast;
  }

  private static double usualness(double bpm) {
    double octaves = Math.log(bpm / USUAL_BPM) / Math.log(2) / USUAL_OCTAVES;
    return Math.exp(-octaves * octaves / 2);
  }

  private BeatGrid placed(double period) {
    double best = -1;
    double at = 0;
    int places = (int) (period / AccentCurve.STEP_SECONDS);
    for (int i = 0; i < places; i++) {
      double mean = mean(i * AccentCurve.STEP_SECONDS, period);
      if (mean > best) {
        best = mean;
        at = i * AccentCurve.STEP_SECONDS;
      }
    }
    double beats = Math.max(1, rises.length * AccentCurve.STEP_SECONDS / period);
    double clarity = spread == 0 ? 0 : (best - usual) / spread * Math.sqrt(beats);
    double first = at > period - JUST_BEFORE_SECONDS ? at - period : at;
    return new BeatGrid(60 / period, first, clarity);
  }

  /** Mean rise on the beats. */
  private double mean(double first, double period) {
    double sum = 0;
    int count = 0;
    for (double at = first; ; at += period, count++) {
      int step = (int) Math.max(0, Math.round(at / AccentCurve.STEP_SECONDS));
      if (step >= rises.length) {
        return sum / Math.max(1, count);
      }
      sum += rises[step];
    }
  }
}

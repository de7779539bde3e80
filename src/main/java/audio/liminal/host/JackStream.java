package audio.liminal.host;

import audio.liminal.signal.EngineException;
import audio.liminal.signal.RealTime;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One stay with a JACK server.
 *
 * <p>The server's thread copies buffers and calls the client; it allocates only when the server
 * moves a buffer. Other threads of the server announce another block size, lost time, latencies and
 * its end.
 */
final class JackStream implements LiveStream {
  /** The answer to a wish for a connection that someone made already. */
  private static final int EXISTS = 17;

  private static final String EVENTS = "jack-events";

  /** A connection that is wanted and was not yet made. */
  private record Wire(String from, String to) {}

  private final long jack;
  private final LiveClient client;
  private final Port[] inputs;
  private final Port[] outputs;
  private final JackMidiPort midi;
  private final List<Wire> wanted = new ArrayList<>();
  private float[][] in;
  private float[][] out;
  private volatile int rateHz;
  private volatile int blockSamples;
  private volatile int latencySamples;
  private volatile boolean latencyChanged;
  private volatile boolean alive = true;
  private boolean closed;

  // kept, as C holds on to them
  private final JackLibrary.Cycle cycle = JackLibrary.staying("jack", this::cycle);
  private final JackLibrary.Cycle resize =
      JackLibrary.staying(EVENTS, (samples, argument) -> prepare(samples));
  private final JackLibrary.Event xrun = JackLibrary.staying(EVENTS, this::xrun);
  private final JackLibrary.Latency latency = JackLibrary.staying(EVENTS, this::tellLatency);
  private final JackLibrary.Shutdown shutdown =
      JackLibrary.staying(EVENTS, argument -> alive = false);

  /** A port and where its samples lay last. */
  private static final class Port {
    private final long address;
    private long buffer;
    private Pointer samples;

    Port(long client, String name, long flags) {
      address = JackLibrary.jack_port_register(client, name, JackLibrary.AUDIO, flags, 0);
      if (address == 0) {
        throw new EngineException("JACK gave no port " + name, null);
      }
    }

    String name() {
      return JackLibrary.jack_port_name(address);
    }

    Pointer samples(int count) {
      long now = JackLibrary.jack_port_get_buffer(address, count);
      if (now != buffer) {
        buffer = now;
        samples = new Pointer(now);
      }
      return samples;
    }
  }

  /**
   * Starts processing and connects what can be connected.
   *
   * @param jack an open client, closed with this
   * @param midiPlan null for no port for MIDI
   */
  JackStream(long jack, PortPlan plan, MidiPlan midiPlan, LiveClient client) {
    this.jack = jack;
    this.client = client;
    try {
      inputs = new Port[plan.inputs() + plan.sidechains()];
      for (int i = 0; i < inputs.length; i++) {
        String name = i < plan.inputs() ? "in_" + (i + 1) : "sidechain_" + (i - plan.inputs() + 1);
        inputs[i] = new Port(jack, name, JackLibrary.IS_INPUT);
      }
      outputs = new Port[plan.outputs()];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = new Port(jack, "out_" + (i + 1), JackLibrary.IS_OUTPUT);
      }
      midi = midiPlan == null ? null : new JackMidiPort(jack, midiPlan.inbox());
      start();
      want(plan);
      if (midi != null) {
        wantMidi(midiPlan);
      }
      tend();
    } catch (RuntimeException e) {
      JackLibrary.leave(jack);
      throw e;
    }
  }

  private void start() {
    prepare(JackLibrary.jack_get_buffer_size(jack));
    JackLibrary.jack_on_shutdown(jack, shutdown, null);
    int refused =
        JackLibrary.jack_set_process_callback(jack, cycle, null)
            | JackLibrary.jack_set_buffer_size_callback(jack, resize, null)
            | JackLibrary.jack_set_xrun_callback(jack, xrun, null)
            | JackLibrary.jack_set_latency_callback(jack, latency, null)
            | JackLibrary.jack_activate(jack);
    if (refused != 0) {
      throw new EngineException("the JACK server lets no client start", null);
    }
  }

  /** Also when the server, which then processes nothing, has another block size. */
  private int prepare(int samples) {
    if (samples != blockSamples) {
      in = new float[inputs.length][samples];
      out = new float[outputs.length][samples];
      rateHz = JackLibrary.jack_get_sample_rate(jack);
      latencySamples = client.prepare(rateHz, samples);
      blockSamples = samples;
      latencyChanged = true;
    }
    return 0;
  }

  @RealTime
  private int cycle(int samples, Pointer argument) {
    if (midi != null) {
      midi.cycle(samples);
    }
    for (int i = 0; i < inputs.length; i++) {
      inputs[i].samples(samples).read(0, in[i], 0, samples);
    }
    client.process(in, out, samples);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i].samples(samples).write(0, out[i], 0, samples);
    }
    return 0;
  }

  private int xrun(Pointer argument) {
    client.xrun();
    return 0;
  }

  /** Adds our delay to what the other side of us has. */
  private void tellLatency(int mode, Pointer argument) {
    boolean capture = mode == JackLibrary.CAPTURE_LATENCY;
    int least = Integer.MAX_VALUE;
    int most = 0;
    try (Memory range = new Memory(2 * Integer.BYTES)) {
      for (Port port : capture ? inputs : outputs) {
        JackLibrary.jack_port_get_latency_range(port.address, mode, range);
        least = Math.min(least, range.getInt(0));
        most = Math.max(most, range.getInt(Integer.BYTES));
      }
      range.setInt(0, Math.min(least, most) + latencySamples);
      range.setInt(Integer.BYTES, most + latencySamples);
      for (Port port : capture ? outputs : inputs) {
        JackLibrary.jack_port_set_latency_range(port.address, mode, range);
      }
    }
  }

  private void want(PortPlan plan) {
    List<String> from = plan.from();
    if (plan.inputs() > 0 && from.isEmpty()) {
      from = physical(JackLibrary.IS_OUTPUT, plan.inputs());
    }
    for (int i = 0; i < Math.min(plan.inputs(), from.size()); i++) {
      wanted.add(new Wire(from.get(i), inputs[i].name()));
    }
    for (int i = 0; i < plan.sidechains(); i++) {
      wanted.add(new Wire(plan.sidechainFrom().get(i), inputs[plan.inputs() + i].name()));
    }
    List<String> to = plan.to().isEmpty() ? physical(JackLibrary.IS_INPUT, 2) : plan.to();
    for (int i = 0; i < to.size(); i++) {
      wanted.add(new Wire(outputs[i % outputs.length].name(), to.get(i)));
    }
  }

  private void wantMidi(MidiPlan plan) {
    List<String> from = plan.from();
    if (from.isEmpty()) {
      long hardware = JackLibrary.IS_OUTPUT | JackLibrary.IS_PHYSICAL;
      from = List.of(JackDriver.ports(jack, JackLibrary.MIDI, hardware));
    }
    for (String port : from) {
      wanted.add(new Wire(port, midi.name()));
    }
  }

  private List<String> physical(long direction, int most) {
    long flags = direction | JackLibrary.IS_PHYSICAL;
    List<String> ports = List.of(JackDriver.ports(jack, JackLibrary.AUDIO, flags));
    return ports.subList(0, Math.min(most, ports.size()));
  }

  @Override
  public void tend() {
    if (latencyChanged && alive) {
      latencyChanged = false;
      JackLibrary.jack_recompute_total_latencies(jack);
    }
    for (Iterator<Wire> i = wanted.iterator(); alive && i.hasNext(); ) {
      Wire wire = i.next();
      int refused = JackLibrary.jack_connect(jack, wire.from, wire.to);
      if (refused == 0 || refused == EXISTS) {
        i.remove();
      }
    }
  }

  @Override
  public boolean alive() {
    return alive;
  }

  @Override
  public String description() {
    String waiting =
        wanted.isEmpty() ? "" : ", waiting for " + wanted.get(0).from + " -> " + wanted.get(0).to;
    return "JACK, " + rateHz + " Hz, blocks of " + blockSamples + waiting;
  }

  @Override
  public void close() {
    alive = false;
    if (!closed) {
      closed = true;
      JackLibrary.leave(jack);
    }
  }
}

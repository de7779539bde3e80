package audio.liminal.host;

import java.util.ArrayList;
import java.util.List;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Receiver;
import javax.sound.midi.Sequencer;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Synthesizer;

/** The system's own MIDI devices. */
final class JavaMidi implements AutoCloseable {
  private final MidiInbox inbox;
  private final List<MidiDevice> open = new ArrayList<>();
  private final List<String> unheard;

  /** Hears all devices that are free and whose names have a part that the plan names. */
  JavaMidi(MidiPlan plan) {
    inbox = plan.inbox();
    for (MidiDevice device : devices()) {
      String name = device.getDeviceInfo().getName();
      if (plan.from().isEmpty() || plan.from().stream().anyMatch(name::contains)) {
        hear(device);
      }
    }
    unheard = plan.from().stream().filter(part -> !hears(part)).toList();
  }

  private boolean hears(String part) {
    return open.stream().anyMatch(device -> device.getDeviceInfo().getName().contains(part));
  }

  /** What the plan names and no free device has in its name. */
  List<String> unheard() {
    return unheard;
  }

  /** All that send. */
  static List<MidiDevice> devices() {
    List<MidiDevice> devices = new ArrayList<>();
    for (MidiDevice.Info info : MidiSystem.getMidiDeviceInfo()) {
      try {
        MidiDevice device = MidiSystem.getMidiDevice(info);
        boolean software = device instanceof Sequencer || device instanceof Synthesizer;
        if (!software && device.getMaxTransmitters() != 0) {
          devices.add(device);
        }
      } catch (MidiUnavailableException e) {
        // it went since it was named
      }
    }
    return devices;
  }

  private void hear(MidiDevice device) {
    try {
      device.open();
      device.getTransmitter().setReceiver(new Ear());
      open.add(device);
    } catch (MidiUnavailableException e) {
      device.close(); // another program has it
    }
  }

  /** Hears one device, each on a thread of its own. */
  private final class Ear implements Receiver {
    @Override
    public void send(MidiMessage message, long timeStamp) {
      if (message instanceof ShortMessage m) {
        synchronized (inbox) {
          inbox.put(m.getStatus(), m.getData1(), m.getData2());
        }
        inbox.wake();
      }
    }

    @Override
    public void close() {
      // there is nothing to give back
    }
  }

  @Override
  public void close() {
    open.forEach(MidiDevice::close);
  }
}

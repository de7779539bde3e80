package audio.liminal.surface;

import audio.liminal.signal.BadInputException;
import com.illposed.osc.OSCBundle;
import com.illposed.osc.OSCMessage;
import com.illposed.osc.OSCPacket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Turns controls by OSC messages: {@code /liminal/NAME VALUE} for every control by its name, {@code
 * /liminal/preset NAME} or its number from 1. What it can't understand is counted, and said once.
 */
final class OscControl {
  private static final String ROOT = "/liminal/";
  private static final String PRESET = "preset";

  /** How many different troubles are told, so that no flood of them fills a log. */
  private static final int MOST_TOLD = 50;

  private final ControlSurface surface;
  private final PresetShelf presets;
  private final Consumer<String> log;
  private final Set<String> told = new HashSet<>();
  private volatile long refused; // written by the listening thread alone

  OscControl(ControlSurface surface, PresetShelf presets, Consumer<String> log) {
    this.surface = surface;
    this.presets = presets;
    this.log = log;
  }

  /** Messages that meant nothing. */
  long refused() {
    return refused;
  }

  /** Does what a packet says, a bundle's messages in order and at once. */
  void obey(OSCPacket packet) {
    if (packet instanceof OSCBundle bundle) {
      bundle.getPackets().forEach(this::obey);
    } else if (packet instanceof OSCMessage message) {
      obey(message.getAddress(), message.getArguments());
    }
  }

  private void obey(String address, List<Object> arguments) {
    if (!address.startsWith(ROOT)) {
      refuse("OSC: address=" + address + ", expected " + ROOT + "NAME");
    } else if (arguments.size() != 1) {
      refuse("OSC " + address + ": arguments=" + arguments.size() + ", expected 1");
    } else if (address.equals(ROOT + PRESET)) {
      choose(address, arguments.get(0));
    } else {
      turn(address, arguments.get(0));
    }
  }

  private void choose(String address, Object preset) {
    if (preset instanceof String name) {
      presets.choose(name);
    } else if (preset instanceof Number number && number.doubleValue() == number.intValue()) {
      presets.choose(number.intValue() - 1);
    } else {
      refuse("OSC " + address + ": value=" + preset + ", expected a name or a whole number from 1");
    }
  }

  private void turn(String address, Object argument) {
    float value = number(argument);
    if (Float.isNaN(value)) {
      refuse("OSC " + address + ": value=" + argument + ", expected a number");
      return;
    }
    try {
      surface.set(surface.find("OSC " + address, address.substring(ROOT.length())), value);
    } catch (BadInputException e) {
      refuse(e.getMessage());
    }
  }

  private static float number(Object argument) {
    if (argument instanceof Boolean on) {
      return on ? 1 : 0;
    }
    return argument instanceof Number number ? number.floatValue() : Float.NaN;
  }

  /** Counts a message that meant nothing, and tells what was wrong with the first of its kind. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void refuse(String trouble) {
    refused++;
    if (told.size() < MOST_TOLD && told.add(trouble)) {
      log.accept(trouble);
    }
  }
}

package audio.liminal.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.EngineException;
import com.illposed.osc.BufferBytesReceiver;
import com.illposed.osc.OSCBundle;
import com.illposed.osc.OSCMessage;
import com.illposed.osc.OSCPacket;
import com.illposed.osc.OSCSerializeException;
import com.illposed.osc.OSCSerializerAndParserBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Through a real socket. */
@Timeout(60)
class OscPortTest {
  private static final MorphSettings MARKED = MorphSettings.NEUTRAL.withMorph(0.625f);

  private final BlockingQueue<MorphSettings> heard = new ArrayBlockingQueue<>(100_000);
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final MidiControlTest.ListedPresets presets = new MidiControlTest.ListedPresets();
  private final ControlSurface surface =
      new ControlSurface(MorphSettings.NEUTRAL, List.of("brightness", "b", "c"), heard::add);
  private final OscPort port = new OscPort(0, surface, presets, log::add);

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void shouldTurnEveryControlByItsName() throws Exception {
    send(new OSCMessage("/liminal/morph", List.of(0.5f)));
    assertEquals(0.5f, next().get(Control.MORPH));
    send(new OSCMessage("/liminal/latent/3", List.of(-1.2f)));
    assertEquals(-1.2f, next().controls().get(surface.find("test", "latent/c/bias")));
    send(new OSCMessage("/liminal/latent/brightness/scale", List.of(2)));
    assertEquals(2, next().controls().get(surface.find("test", "latent/1/scale")));
    send(new OSCMessage("/liminal/freeze", List.of(1)));
    assertTrue(next().isOn(Control.FREEZE));
    send(new OSCMessage("/liminal/freeze", List.of(false)));
    assertEquals(0, next().get(Control.FREEZE));
    send(new OSCMessage("/liminal/gain", List.of(1e9)));
    assertEquals(24, next().get(Control.GAIN));
    assertEquals(0, port.refused());
  }

  @Test
  void shouldChoosePresetsAndOpenBundles() throws Exception {
    send(
        new OSCBundle(
            List.of(
                new OSCMessage("/liminal/preset", List.of("Glass Choir")),
                new OSCMessage("/liminal/preset", List.of(3)),
                new OSCBundle(List.of(new OSCMessage("/liminal/x", List.of(0.25f)))))));
    assertEquals(0.25f, next().get(Control.X));
    assertEquals(List.of("Glass Choir", "2"), presets.chosen);
  }

  @Test
  void shouldCountWhatMeansNothingAndSayItOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      send(new OSCMessage("/liminal/morf", List.of(0.5f)));
      send(new OSCMessage("/elsewhere", List.of(0.5f)));
      send(new OSCMessage("/liminal/morph", List.of("much")));
      send(new OSCMessage("/liminal/morph", List.of(Float.NaN)));
      send(new OSCMessage("/liminal/morph", List.of()));
      send(new OSCMessage("/liminal/latent/4", List.of(1f)));
      send(new OSCMessage("/liminal/preset", List.of(true)));
      send("not OSC at all".getBytes(StandardCharsets.UTF_8));
    }
    awaitTheEnd();
    assertEquals(24, port.refused());
    assertEquals(8, log.size(), log.toString());
    assertTrue(log.get(0).contains("control=morf, expected one of morph|x|y"), log.get(0));
  }

  @Test
  void shouldSurviveWhateverArrives() throws Exception {
    Random random = new Random(1);
    byte[] whole = bytes(new OSCMessage("/liminal/x", List.of(0.5f, "text", 7)));
    for (int i = 0; i < 3000; i++) {
      byte[] packet = random.nextBoolean() ? whole.clone() : new byte[random.nextInt(200)];
      if (packet.length != whole.length) {
        random.nextBytes(packet);
      }
      for (int k = random.nextInt(4); k >= 0 && packet.length > 0; k--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
      }
      send(Arrays.copyOf(packet, random.nextInt(packet.length + 1)));
      if (i % 100 == 0) {
        Thread.sleep(1); // what overruns the socket is not read
      }
    }
    send(blobOf(Integer.MAX_VALUE));
    send(bundlesWithin(3000));
    send(new byte[65_000]);
    awaitTheEnd();
    assertTrue(port.refused() > 1000, "refused " + port.refused());
    assertTrue(log.size() <= 50, "told " + log.size());
  }

  @Test
  void shouldListenToThisMachineAlone() throws Exception {
    assertThrows(EngineException.class, () -> new OscPort(port.port(), surface, presets, log::add));
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          byte[] packet = bytes(new OSCMessage("/liminal/morph", List.of(0.1f)));
          sendTo(address, packet);
        }
      }
    }
    awaitTheEnd();
    assertEquals(0, port.refused());
  }

  /** A marked change after everything else; nothing but it was heard. */
  private void awaitTheEnd() throws Exception {
    heard.clear();
    MorphSettings last = null;
    for (int i = 0; i < 100 && !MARKED.controls().equals(last == null ? null : only(last)); i++) {
      send(new OSCMessage("/liminal/morph", List.of(0.625f)));
      last = heard.poll(100, TimeUnit.MILLISECONDS);
    }
    assertEquals(0.625f, surface.settings().get(Control.MORPH));
  }

  private static Controls only(MorphSettings settings) {
    return Controls.NEUTRAL.with(Control.MORPH, settings.get(Control.MORPH));
  }

  private MorphSettings next() throws InterruptedException {
    MorphSettings next = heard.poll(10, TimeUnit.SECONDS);
    assertTrue(next != null, "nothing heard: " + log);
    return next;
  }

  /** A message whose blob claims to be as large as it likes. */
  private static byte[] blobOf(int size) {
    ByteBuffer packet = ByteBuffer.allocate(24);
    packet.put("/liminal/x\0\0,b\0\0".getBytes(StandardCharsets.US_ASCII)).putInt(size);
    return packet.array();
  }

  private static byte[] bundlesWithin(int depth) {
    ByteBuffer packet = ByteBuffer.allocate(20 * depth);
    for (int i = 0; i < depth; i++) {
      packet.put("#bundle\0".getBytes(StandardCharsets.US_ASCII)).putLong(1);
      packet.putInt(packet.remaining() - Integer.BYTES);
    }
    return packet.array();
  }

  private void send(OSCPacket packet) throws IOException, OSCSerializeException {
    send(bytes(packet));
  }

  private static byte[] bytes(OSCPacket packet) throws OSCSerializeException {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    new OSCSerializerAndParserBuilder()
        .buildSerializer(new BufferBytesReceiver(buffer))
        .write(packet);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private void send(byte[] packet) throws IOException {
    sendTo(InetAddress.getLoopbackAddress(), packet);
  }

  private void sendTo(InetAddress address, byte[] packet) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(packet, packet.length, address, port.port()));
    }
  }
}

package audio.liminal.surface;

import audio.liminal.signal.EngineException;
import com.illposed.osc.OSCParseException;
import com.illposed.osc.OSCParser;
import com.illposed.osc.OSCSerializerAndParserBuilder;
import com.illposed.osc.argument.handler.BooleanFalseArgumentHandler;
import com.illposed.osc.argument.handler.BooleanTrueArgumentHandler;
import com.illposed.osc.argument.handler.DoubleArgumentHandler;
import com.illposed.osc.argument.handler.FloatArgumentHandler;
import com.illposed.osc.argument.handler.IntegerArgumentHandler;
import com.illposed.osc.argument.handler.LongArgumentHandler;
import com.illposed.osc.argument.handler.StringArgumentHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Listens for OSC over UDP, to programs of this machine alone, on a thread of its own. */
public final class OscPort implements AutoCloseable {
  private static final int LARGEST_BYTES = 65_507; // that UDP carries

  private final DatagramSocket socket;
  private final OscControl control;
  private final OSCParser parser = parser();
  private final Thread thread = new Thread(this::listen, "osc");

  /**
   * Listens at once.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @param log told of troubles, a line each
   */
  public OscPort(int port, ControlSurface surface, PresetShelf presets, Consumer<String> log) {
    control = new OscControl(surface, presets, log);
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (SocketException e) {
      throw new EngineException("OSC can't listen on port " + port + ": " + e.getMessage(), e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Only what a control can be: nothing that claims memory for itself. */
  private static OSCParser parser() {
    return new OSCSerializerAndParserBuilder()
        .setUsingDefaultHandlers(false)
        .registerArgumentHandler(FloatArgumentHandler.INSTANCE)
        .registerArgumentHandler(DoubleArgumentHandler.INSTANCE)
        .registerArgumentHandler(IntegerArgumentHandler.INSTANCE)
        .registerArgumentHandler(LongArgumentHandler.INSTANCE)
        .registerArgumentHandler(BooleanTrueArgumentHandler.INSTANCE)
        .registerArgumentHandler(BooleanFalseArgumentHandler.INSTANCE)
        .registerArgumentHandler(new StringArgumentHandler())
        .buildParser();
  }

  /** Where it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Packets and messages that meant nothing. */
  public long refused() {
    return control.refused();
  }

  private void listen() {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST_BYTES], LARGEST_BYTES);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LARGEST_BYTES);
        socket.receive(packet);
        control.obey(parser.convert(ByteBuffer.wrap(packet.getData(), 0, packet.getLength())));
      } catch (OSCParseException | RuntimeException | StackOverflowError e) {
        // bundles may lie in each other as deep as a packet is long
        control.refuse("OSC: a packet that is none");
      } catch (IOException e) {
        if (!socket.isClosed()) {
          control.refuse("OSC: " + e.getMessage());
        }
      }
    }
  }

  /** Listens no more. */
  @Override
  public void close() {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while OSC ended", e);
    }
  }
}

package io.github.ecrpush.socket;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A Unix socket in the shape of a [java.net.Socket].
///
/// One thread may read while another writes. A read or write ends when the socket is closed, and
/// also when its thread is interrupted: then the socket is closed too. It keeps no read timeout,
/// because the JDK has none for Unix sockets.
public final class UnixSocket extends StreamSocket {

  private final SocketChannel channel;
  private volatile boolean inputShut;
  private volatile boolean outputShut;

  private UnixSocket(SocketChannel channel) {
    super(Channels.newInputStream(channel), Channels.newOutputStream(channel));
    this.channel = channel;
  }

  /// Connects to whoever listens at a path.
  public static UnixSocket connect(Path path) throws IOException {
    return new UnixSocket(SocketChannel.open(UnixDomainSocketAddress.of(path)));
  }

  @Override
  public SocketChannel getChannel() {
    return channel;
  }

  @Override
  public void shutdownInput() throws IOException {
    inputShut = true;
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    outputShut = true;
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public boolean isInputShutdown() {
    return inputShut;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShut;
  }
}

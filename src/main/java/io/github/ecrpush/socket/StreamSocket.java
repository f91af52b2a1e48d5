package io.github.ecrpush.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/// Two streams in the shape of a [Socket], for libraries that know no other.
///
/// It keeps no read timeout. What is asked of the network behind it is answered with a loopback
/// address that nobody is to connect to.
public abstract class StreamSocket extends Socket {

  private static final SocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final InputStream in;
  private final OutputStream out;

  protected StreamSocket(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public abstract void close() throws IOException;

  @Override
  public abstract boolean isClosed();

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public int getPort() {
    return 1;
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return NOWHERE;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return NOWHERE;
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    // nothing is delayed
  }

  @Override
  public void setKeepAlive(boolean on) {
    // there is no network to keep it alive on
  }

  @Override
  public void setSoTimeout(int timeout) {
    // see the class comment
  }

  @Override
  public int getSoTimeout() {
    return 0;
  }
}

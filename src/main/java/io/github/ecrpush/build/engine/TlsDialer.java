package io.github.ecrpush.build.engine;

import io.github.ecrpush.socket.Dialer;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Opens TLS connections over those of another dialer, and makes sure that the other side's
/// certificate is for the host that was asked for.
final class TlsDialer implements Dialer {

  private final Dialer plain;
  private final SSLSocketFactory factory;
  private final String host;
  private final int port;

  TlsDialer(Dialer plain, SSLSocketFactory factory, String host, int port) {
    this.plain = plain;
    this.factory = factory;
    this.host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    this.port = port;
  }

  @Override
  public Socket dial() throws IOException {
    var connection = plain.dial();
    try {
      var secured = (SSLSocket) factory.createSocket(connection, host, port, true);
      var parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}

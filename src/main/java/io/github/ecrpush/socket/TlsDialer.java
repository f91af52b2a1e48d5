package io.github.ecrpush.socket;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Opens TLS connections to a party that must prove to be the host we asked for.
public record TlsDialer(TcpDialer tcp, SSLSocketFactory tls) implements Dialer {

  @Override
  public Socket dial() throws IOException {
    var plain = tcp.dial();
    try {
      var socket = (SSLSocket) tls.createSocket(plain, tcp.host(), tcp.port(), true);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  @Override
  public String toString() {
    return tcp + " with TLS";
  }
}

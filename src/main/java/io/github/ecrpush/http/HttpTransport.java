package io.github.ecrpush.http;

import java.io.IOException;

/// Carries a request to a server and its answer back.
public interface HttpTransport {

  /// Reads an answer while the exchange lasts.
  @FunctionalInterface
  interface Reading<T> {
    T read(HttpResponse response) throws IOException;
  }

  /// Sends a request and has its answer read, whatever its status. Redirects are not followed.
  ///
  /// An interrupt of the calling thread ends the exchange, also while it waits for the server.
  ///
  /// @throws IOException if there was no answer, or it ended too early
  <T> T send(HttpRequest request, Reading<T> reading) throws IOException, InterruptedException;
}

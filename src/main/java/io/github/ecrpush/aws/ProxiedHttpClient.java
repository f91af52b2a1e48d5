package io.github.ecrpush.aws;

import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.HeaderText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The SDK's HTTP client over our connections. What a proxy says or fails at is told as the
/// proxy's.
final class ProxiedHttpClient implements SdkHttpClient {

  private final Connections connections;
  private final SdkHttpClient http;

  ProxiedHttpClient(Connections connections) {
    this.connections = connections;
    this.http = UrlConnectionHttpClient.create(uri -> open(connections, uri));
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    request
        .httpRequest()
        .forEachHeader((name, values) -> values.forEach(value -> HeaderText.require(name, value)));
    return new Exchange(connections, request.httpRequest().getUri(), http.prepareRequest(request));
  }

  private record Exchange(Connections connections, URI uri, ExecutableHttpRequest request)
      implements ExecutableHttpRequest {

    @Override
    public HttpExecuteResponse call() throws IOException {
      try {
        var response = request.call();
        connections.requirePassage(uri, response.httpResponse().statusCode());
        return response;
      } catch (IOException e) {
        throw connections.toldOfProxy(uri, e);
      }
    }

    @Override
    public void abort() {
      request.abort();
    }
  }

  private static HttpURLConnection open(Connections connections, URI uri) {
    try {
      return connections.open(uri);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String clientName() {
    return http.clientName();
  }

  @Override
  public void close() {
    http.close();
  }
}

package io.github.ecrpush.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.image.Digest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/// Brings an image into a registry, over TLS.
final class RegistryPush {

  private final TinyImage image;
  private final Connections connections;

  RegistryPush(TinyImage image, Map<String, String> environment) {
    this.image = image;
    this.connections = new Connections(Network.from(environment));
  }

  TinyImage image() {
    return image;
  }

  /// @param name as in `registry/repository:tag`
  /// @param login as in `username:password`
  void push(String name, String login) throws IOException {
    int slash = name.indexOf('/');
    int colon = name.lastIndexOf(':');
    var repository =
        URI.create(
            "https://%s/v2/%s/"
                .formatted(name.substring(0, slash), name.substring(slash + 1, colon)));
    upload(repository, login, image.layer());
    upload(repository, login, image.config());
    var manifest = repository.resolve("manifests/" + name.substring(colon + 1));
    send("PUT", manifest, login, image.type(), image.manifest());
  }

  private void upload(URI repository, String login, byte[] blob) throws IOException {
    var begun =
        send("POST", repository.resolve("blobs/uploads/"), login, "text/plain", new byte[0]);
    var location = repository.resolve(begun.getHeaderField("Location"));
    var digest = (location.getQuery() == null ? "?" : "&") + "digest=" + Digest.of(blob);
    send("PUT", URI.create(location + digest), login, "application/octet-stream", blob);
  }

  private HttpURLConnection send(String method, URI uri, String login, String type, byte[] body)
      throws IOException {
    var connection = connections.open(uri);
    connection.setRequestMethod(method);
    connection.setRequestProperty(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    connection.setRequestProperty("Content-Type", type);
    connection.setDoOutput(true);
    connection.getOutputStream().write(body);
    if (connection.getResponseCode() >= 300) {
      throw new IOException(method + " " + uri + ": " + connection.getResponseMessage());
    }
    return connection;
  }
}

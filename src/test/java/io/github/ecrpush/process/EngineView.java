package io.github.ecrpush.process;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.socket.UnixDialer;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What an engine has, asked through its API.
public record EngineView(TestEngine engine) {

  /// The names of all images that lead to a registry, or that our pushes mark theirs with.
  public List<String> names(String registry) throws IOException {
    return get("/images/json?all=1").elements().stream()
        .flatMap(image ->
            Stream.concat(
                image.at("RepoTags").elements().stream(),
                image.at("RepoDigests").elements().stream()))
        .flatMap(name -> name.text().stream())
        .filter(name -> name.startsWith(registry) || name.startsWith("ecr-push.invalid/"))
        .toList();
  }

  /// Whether it has an image, by its id.
  public boolean hasImage(String id) throws IOException {
    return get("/images/json?all=1").elements().stream()
        .anyMatch(image -> image.at("Id").text().orElse("").equals(id));
  }

  /// The ids of all containers, running or not.
  List<String> containers() throws IOException {
    return get("/containers/json?all=1").elements().stream()
        .map(container -> container.at("Id").text().orElseThrow())
        .sorted()
        .toList();
  }

  public boolean hasContainer(String name) throws IOException {
    return get("/containers/json?all=1").elements().stream()
        .flatMap(container -> container.at("Names").elements().stream())
        .anyMatch(known -> known.text().orElse("").equals("/" + name));
  }

  private JsonTree get(String path) throws IOException {
    var socket = Path.of(engine.host().substring("unix://".length()));
    try (var connection = new UnixDialer(socket).dial()) {
      var request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      connection.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Json.parse(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
  }
}

package io.github.ecrpush.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.train.Connection.Request;
import io.github.ecrpush.train.FakeEngine.Store;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The calls of the Engine's API that the program makes.
final class EngineApi {

  private final Store store;
  private final LocalImages images;
  private final RegistryPush registry;

  EngineApi(Store store, LocalImages images, RegistryPush registry) {
    this.store = store;
    this.images = images;
    this.registry = registry;
  }

  void answer(Request request, Connection connection) throws IOException {
    var path = URLDecoder.decode(request.path(), UTF_8);
    switch (request.method() + " " + path.replaceAll("^/images/.+/", "/images/…/")) {
      case "GET /_ping" -> connection.answer(200, "OK");
      case "GET /version" -> connection.answer(200, Json.write(Map.of("ApiVersion", "1.41")));
      case "GET /info" -> connection.answerInChunks(Json.write(info()));
      case "GET /images/json" -> connection.answer(200, Json.write(images.list()));
      case "GET /images/…/json" -> inspect(between(path, "/json"), connection);
      case "POST /images/…/tag" -> {
        var asked = query(request);
        images.name(asked.get("repo") + ":" + asked.get("tag"));
        connection.answer(201, "");
      }
      case "POST /images/…/push" -> push(between(path, "/push"), request, connection);
      default -> {
        if (!request.method().equals("DELETE")) {
          throw new IOException("an engine is not asked for this: " + request);
        }
        var name = between(path, "");
        images.forget(name);
        connection.answer(200, Json.write(List.of(Map.of("Untagged", name))));
      }
    }
  }

  private static String between(String path, String end) {
    return path.substring("/images/".length(), path.length() - end.length());
  }

  private static Map<String, String> query(Request request) {
    var values = new HashMap<String, String>();
    for (var pair : request.query().split("&")) {
      var parts = pair.split("=", 2);
      values.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return values;
  }

  private Map<String, Object> info() {
    var driver =
        switch (store) {
          case GRAPH -> List.of("Backing Filesystem", "extfs");
          case CONTAINERD -> List.of("driver-type", "io.containerd.snapshotter.v1");
        };
    return Map.of(
        "ID",
        "TRAINING",
        "Driver",
        "overlay2",
        "DriverStatus",
        List.of(driver),
        "ServerVersion",
        "20.10.24",
        "NCPU",
        2,
        "ExperimentalBuild",
        false);
  }

  private void inspect(String nameOrId, Connection connection) throws IOException {
    if (images.has(nameOrId)) {
      connection.answer(200, Json.write(images.inspect()));
    } else {
      connection.answer(404, Json.write(Map.of("message", "No such image: " + nameOrId)));
    }
  }

  private void push(String repository, Request request, Connection connection) throws IOException {
    var login = Json.parse(Base64.getUrlDecoder().decode(request.header("x-registry-auth")));
    var tag = query(request).get("tag");
    registry.push(
        repository + ":" + tag,
        login.at("username").text().orElseThrow()
            + ":"
            + login.at("password").text().orElseThrow());
    var digest = registry.image().digest().toString();
    connection.answerInChunks(
        line(Map.of("status", "The push refers to repository [" + repository + "]")),
        line(Map.of("status", "Preparing", "progressDetail", Map.of(), "id", "8bd6")),
        line(
            Map.of(
                "status", "Pushing",
                "progressDetail", Map.of("current", 512, "total", 1024),
                "progress", "[===>   ]  512B/1024B",
                "id", "8bd6")),
        line(Map.of("status", "Pushed", "progressDetail", Map.of(), "id", "8bd6")),
        line(Map.of("status", tag + ": digest: " + digest + " size: 527")),
        line(
            Map.of(
                "progressDetail", Map.of(),
                "aux", Map.of("Tag", tag, "Digest", digest, "Size", 527))));
    images.pushed(repository + "@" + digest);
  }

  private static String line(Map<String, Object> values) {
    return Json.write(values) + "\r\n";
  }
}

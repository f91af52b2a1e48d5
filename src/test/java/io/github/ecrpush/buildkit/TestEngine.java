package io.github.ecrpush.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.socket.UnixDialer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real Docker Engines that tests run on, named by environment variables.
public enum TestEngine {
  /// Docker 20.10 with its graph drivers.
  GRAPH("ECR_PUSH_ENGINE_GRAPH"),
  /// A Docker with containerd's store.
  CONTAINERD("ECR_PUSH_ENGINE_CONTAINERD");

  private final String variable;

  TestEngine(String variable) {
    this.variable = variable;
  }

  /// Skips the test when there is no such engine.
  public Dialer dialer() {
    return new UnixDialer(Path.of(require(variable).substring("unix://".length())));
  }

  public Endpoint endpoint() {
    return new Endpoint.Engine(dialer());
  }

  /// The digests of an image's layers, uncompressed.
  public List<String> layers(String image) throws IOException {
    var layers = inspect(image).at("RootFS").at("Layers");
    assertThat(layers.isArray()).as("layers of " + image).isTrue();
    return layers.elements().stream().map(layer -> layer.text().orElseThrow()).toList();
  }

  public JsonTree inspect(String image) throws IOException {
    return Json.parse(get("/images/" + image + "/json"));
  }

  public void remove(String image) throws IOException {
    request("DELETE", "/images/" + image + "?force=1");
  }

  private byte[] get(String path) throws IOException {
    return request("GET", path);
  }

  private byte[] request(String method, String path) throws IOException {
    try (var socket = dialer().dial()) {
      var request = method + " " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Builds with Docker's own client, to compare with.
  public void buildx(Path context, String image, String... options) throws Exception {
    var command = new ArrayList<>(List.of(require("ECR_PUSH_BUILDX"), "build"));
    command.addAll(List.of("--provenance=false", "--no-cache", "--tag", image));
    command.addAll(List.of(options));
    command.add(context.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DOCKER_HOST", require(variable));
    var notTheUsers = Path.of("target", "docker-config").toAbsolutePath();
    builder.environment().put("DOCKER_CONFIG", notTheUsers.toString());
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static String require(String variable) {
    var value = System.getenv(variable);
    if (value == null || value.isEmpty()) {
      var sentence = "Not run on a real engine: set " + variable + ".";
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence);
      }
      assumeTrue(false, sentence);
      throw new IllegalStateException(sentence);
    }
    return value;
  }
}

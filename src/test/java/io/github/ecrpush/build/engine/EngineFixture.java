package io.github.ecrpush.build.engine;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.testing.TestEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// A real engine for tests: images are put into it, and taken out again at the end.
final class EngineFixture implements AutoCloseable {

  private final Engine engine;
  private final Set<String> made = new HashSet<>();

  EngineFixture(TestEngine which) throws InterruptedException {
    var address = EngineAddress.from(Map.of("DOCKER_HOST", which.host()));
    this.engine = new EngineHandshake(address, address.dialer()).meet();
  }

  Engine engine() {
    return engine;
  }

  /// The engine, met through other connections.
  Engine over(Dialer dialer) {
    return new Engine(
        engine.address(), dialer, engine.version(), engine.api(), engine.machine(), engine.store());
  }

  Dialer dialer() {
    return engine.dialer();
  }

  /// An image of one file with random bytes, without a name.
  Digest image(long seed, int size) throws IOException {
    try (var connection = dialer().dial();
        var answer =
            EngineHttp.send(
                connection,
                EngineRequest.streamed(
                    "POST",
                    "/images/create?fromSrc=-",
                    Map.of("Content-Type", "application/x-tar"),
                    tar(seed, size)))) {
      var id = Json.parse(answer.body()).at("status").text().orElseThrow();
      made.add(id);
      return Digest.parse(id);
    }
  }

  private static InputStream tar(long seed, int size) {
    var header = new byte[512];
    put(header, 0, "file");
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "00000000000\0");
    put(header, 148, "        ");
    header[156] = '0';
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte value : header) {
      sum += value & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    var content = new byte[(size + 511) / 512 * 512 + 1024];
    var random = new byte[size];
    new Random(seed).nextBytes(random);
    System.arraycopy(random, 0, content, 0, size);
    return new SequenceInputStream(
        new ByteArrayInputStream(header), new ByteArrayInputStream(content));
  }

  private static void put(byte[] header, int offset, String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  /// The id of the image with a name, or an empty text.
  String idOf(String name) throws IOException {
    return Json.parse(call("GET", "/images/" + name + "/json")).at("Id").text().orElse("");
  }

  void name(Digest image, ImageReference.Tagged name) throws IOException {
    call(
        "POST",
        "/images/" + image + "/tag?repo=" + name.repository() + "&tag=" + name.identifier());
  }

  /// The names of all images, with those that only mark and those by digest.
  List<String> names() throws IOException {
    return Json.parse(call("GET", "/images/json?all=1")).elements().stream()
        .flatMap(image -> Stream.of(image.at("RepoTags"), image.at("RepoDigests")))
        .flatMap(list -> list.elements().stream())
        .flatMap(name -> name.text().stream())
        .toList();
  }

  void remove(String nameOrId) throws IOException {
    call("DELETE", "/images/" + nameOrId + "?force=1");
  }

  private byte[] call(String method, String path) throws IOException {
    try (var connection = dialer().dial();
        var answer =
            EngineHttp.send(connection, EngineRequest.of(method, path, Map.of(), new byte[0]))) {
      var body = new ByteArrayOutputStream();
      answer.body().transferTo(body);
      return body.toByteArray();
    }
  }

  @Override
  public void close() throws IOException {
    for (var id : made) {
      remove(id);
    }
  }
}

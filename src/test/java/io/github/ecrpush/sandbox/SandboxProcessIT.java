package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.testing.FreePort;
import io.github.ecrpush.testing.PlainHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/// A sandbox as a process of its own: with little memory, and killed.
@Execution(ExecutionMode.CONCURRENT)
class SandboxProcessIT {

  private static final int BLOB = 300_000_000;

  @TempDir private Path folder;
  private @Nullable Process process;

  @BeforeEach
  void start() throws Exception {
    int port = FreePort.find();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx32m",
                    "-XX:MaxDirectMemorySize=16m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.github.ecrpush.sandbox.SandboxProgram",
                    folder.resolve("data").toString(),
                    folder.resolve("env").toString(),
                    String.valueOf(port)))
            .inheritIO()
            .start();
    for (int i = 0; i < 300 && !Files.exists(folder.resolve("env")); i++) {
      Thread.sleep(100);
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private SandboxClient client() throws IOException {
    var environment = new java.util.HashMap<String, String>();
    for (var line : Files.readAllLines(folder.resolve("env"))) {
      var pair = line.substring("export ".length()).split("=", 2);
      environment.put(pair[0], pair[1].replace("'", ""));
    }
    return new SandboxClient(environment);
  }

  /// The same random bytes each time, never all in memory.
  private static InputStream blob() {
    var random = new Random(7);
    return new InputStream() {
      private int left = BLOB;

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        if (left == 0) {
          return -1;
        }
        int size = Math.min(length, left);
        var bytes = new byte[size];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, buffer, offset, size);
        left -= size;
        return size;
      }
    };
  }

  private static Digest digestOf(InputStream stream) throws IOException {
    var digest = Digest.sha256();
    var buffer = new byte[16 * 1024]; // as large as the client's, so that the numbers are the same
    int read = stream.read(buffer, 0, buffer.length);
    while (read >= 0) {
      digest.update(buffer, 0, read);
      read = stream.read(buffer, 0, buffer.length);
    }
    return Digest.of(digest);
  }

  @Test
  void takes_and_gives_blobs_many_times_larger_than_its_memory() throws IOException {
    var client = client();
    var login = Map.of("Authorization", client.login());
    var file = folder.resolve("blob");
    try (var blob = blob();
        var out = Files.newOutputStream(file)) {
      blob.transferTo(out);
    }
    Digest digest;
    try (var in = Files.newInputStream(file)) {
      digest = digestOf(in);
    }
    var uploads = client.address() + "/v2/octo/app/blobs/uploads/";
    var begun = PlainHttp.send("POST", uploads, login, new byte[0]);
    var place =
        URI.create(client.address()).resolve(begun.header("Location") + "?digest=" + digest);

    var pushed = PlainHttp.send("PUT", place.toString(), login, BodyPublishers.ofFile(file));

    assertThat(pushed.status()).isEqualTo(201);
    var found =
        PlainHttp.send(
            "GET", client.address() + "/v2/octo/app/blobs/" + digest, login, new byte[0]);
    try (var in = URI.create(found.header("Location")).toURL().openStream()) {
      assertThat(digestOf(in)).isEqualTo(digest);
    }
  }

  @Test
  void takes_more_parts_of_layers_at_once_than_it_has_memory_for() throws Exception {
    var client = client();
    var part = new byte[4 * 1024 * 1024];
    try (var ecr = client.ecr(client.session());
        var threads = Executors.newFixedThreadPool(8)) {
      var uploads = new ArrayList<Future<Long>>();
      for (int i = 0; i < 8; i++) {
        uploads.add(threads.submit(() -> upload(ecr, part)));
      }

      for (var upload : uploads) {
        assertThat(upload.get()).isEqualTo(part.length - 1);
      }
    }
  }

  private static long upload(EcrClient ecr, byte[] part) {
    var id = ecr.initiateLayerUpload(request -> request.repositoryName("octo/app")).uploadId();
    return ecr.uploadLayerPart(request ->
            request
                .repositoryName("octo/app")
                .uploadId(id)
                .partFirstByte(0L)
                .partLastByte(part.length - 1L)
                .layerPartBlob(SdkBytes.fromByteArrayUnsafe(part)))
        .lastByteReceived();
  }

  @Test
  void gives_more_manifests_at_once_than_it_has_memory_for() throws Exception {
    var client = client();
    var login = client.login();
    var ids = new ArrayList<ImageIdentifier>();
    for (int i = 0; i < 60; i++) {
      var manifest =
          "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[],\"annotations\":{\"a\":\"%s\"}}"
              .formatted("application/vnd.oci.image.index.v1+json", "x".repeat(1_000_000) + i)
              .getBytes(StandardCharsets.UTF_8);
      var headers = Map.of("Content-Type", "application/vnd.oci.image.index.v1+json");
      client.registry("PUT", "/v2/octo/app/manifests/v" + i, login, headers, manifest);
      ids.add(ImageIdentifier.builder().imageTag("v" + i).build());
    }

    try (var ecr = client.ecr(client.session())) {
      var found = ecr.batchGetImage(request -> request.repositoryName("octo/app").imageIds(ids));

      assertThat(found.images()).hasSize(60);
      assertThat(found.images().getLast().imageManifest()).endsWith("x59\"}}");
    }
  }

  @Test
  void leaves_no_half_blob_when_it_is_killed() throws Exception {
    var client = client();
    var login = client.login();
    var image = client.pushImage("octo/app", "before", login, "before");
    var begun =
        client.registry("POST", "/v2/octo/app/blobs/uploads/", login, Map.of(), new byte[0]);
    var uri = URI.create(client.address());
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      var head =
          "PUT %s?digest=sha256:%s HTTP/1.1\r\nAuthorization: %s\r\nContent-Length: 99999999\r\n\r\n"
              .formatted(begun.header("Location"), "0".repeat(64), login);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[5_000_000]);
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
    }

    var settings = SandboxSettings.in(folder.resolve("data"));
    try (var again = Sandbox.start(settings, InstantSource.system())) {
      var reply = new SandboxClient(again).registry("HEAD", "/v2/octo/app/manifests/before", login);
      assertThat(reply.header("Docker-Content-Digest")).isEqualTo(image.toString());
      try (var files = Files.walk(folder.resolve("data"))) {
        assertThat(files.filter(file -> file.toFile().length() >= 1_000_000)).isEmpty();
      }
    }
  }
}

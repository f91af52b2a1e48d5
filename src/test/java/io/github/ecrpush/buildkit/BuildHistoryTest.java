package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.ecrpush.buildkit.wire.Attachment;
import io.github.ecrpush.buildkit.wire.BlobCall;
import io.github.ecrpush.buildkit.wire.BlobPart;
import io.github.ecrpush.buildkit.wire.ContentGrpc;
import io.github.ecrpush.buildkit.wire.ControlGrpc;
import io.github.ecrpush.buildkit.wire.HistoryCall;
import io.github.ecrpush.buildkit.wire.HistoryEvent;
import io.github.ecrpush.buildkit.wire.HistoryRecord;
import io.github.ecrpush.buildkit.wire.HistoryResult;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.socket.TcpDialer;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A BuildKit that is played by gRPC's own server, because real ones note what is right.
@Timeout(30)
class BuildHistoryTest {

  private static final String REF = "build-1";
  private static final String HEX = "a".repeat(64);
  private static final Digest DIGEST = new Digest(HEX);
  private static final String PROVENANCE = "https://slsa.dev/provenance/v0.2";

  private final Notes notes = new Notes();
  private Server server;
  private ManagedChannel channel;
  private String blob = "";

  @BeforeEach
  void start() throws IOException {
    server =
        OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
            .addService(notes)
            .addService(new Blobs())
            .build()
            .start();
    channel = DialledChannel.open(new TcpDialer("127.0.0.1", server.getPort()));
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private static final class Notes extends ControlGrpc.ControlImplBase {

    private HistoryRecord record = HistoryRecord.getDefaultInstance();
    private boolean silent;

    @Override
    public void listenBuildHistory(HistoryCall call, StreamObserver<HistoryEvent> answer) {
      if (silent) {
        return;
      }
      if (call.getRef().equals(REF) && call.getEarlyExit()) {
        answer.onNext(HistoryEvent.newBuilder().setRecord(record).build());
      }
      answer.onCompleted();
    }
  }

  private final class Blobs extends ContentGrpc.ContentImplBase {
    @Override
    public void read(BlobCall call, StreamObserver<BlobPart> answer) {
      var bytes = blob.getBytes(UTF_8);
      for (int begin = 0; begin < bytes.length; begin += 100) {
        var part = ByteString.copyFrom(bytes, begin, Math.min(100, bytes.length - begin));
        answer.onNext(BlobPart.newBuilder().setData(part).build());
      }
      answer.onCompleted();
    }
  }

  @Test
  void reads_images_of_the_first_version_of_provenance() throws Exception {
    note(
        materials(
            "pkg:docker/busybox@1.37?platform=linux%2Famd64",
            "pkg:docker/host%3A5000/team/app@1_2-3", "https://github.com/octo/app.git#main"));

    assertThat(materials())
        .containsExactly(
            new Material("busybox:1.37", DIGEST), new Material("host:5000/team/app:1_2-3", DIGEST));
  }

  @Test
  void reads_images_of_the_next_version_of_provenance() throws Exception {
    note(
        "{\"buildDefinition\":{\"resolvedDependencies\":["
            + material("pkg:docker/alpine@3.22?platform=linux%2Farm64")
            + "]}}");

    assertThat(materials()).containsExactly(new Material("alpine:3.22", DIGEST));
  }

  @Test
  void reads_what_is_noted_for_one_platform_of_several() throws Exception {
    blob = materials("pkg:docker/alpine@3.22");
    var result = HistoryResult.newBuilder().addAttestations(attachment(blob, PROVENANCE)).build();
    notes.record = HistoryRecord.newBuilder().putResults("linux/amd64", result).build();

    assertThat(materials()).containsExactly(new Material("alpine:3.22", DIGEST));
  }

  @Test
  void believes_no_bytes_that_are_not_those_of_their_digest() throws Exception {
    note(materials("pkg:docker/alpine@3.22"));
    blob = blob.replace("3.22", "3.23");

    assertThat(materials()).isEmpty();
  }

  @Test
  void takes_no_other_document_for_provenance() throws Exception {
    blob = materials("pkg:docker/alpine@3.22");
    attach(attachment(blob, "https://spdx.dev/Document"));

    assertThat(materials()).isEmpty();
  }

  @Test
  void reads_no_huge_document() throws Exception {
    blob = materials("pkg:docker/alpine@3.22");
    attach(attachment(blob, PROVENANCE).toBuilder().setSize(1 << 30).build());

    assertThat(materials()).isEmpty();
  }

  @Test
  void knows_nothing_where_a_document_makes_no_sense() throws Exception {
    for (var nonsense :
        List.of(
            "",
            "[]",
            "{",
            "{\"materials\":[{\"uri\":7}]}",
            "{\"materials\":[{\"uri\":\"pkg:docker/a@1\"}]}",
            materials("pkg:docker/a@%zz"),
            materials("pkg:docker/a@1").replace(HEX, "0"))) {
      note(nonsense);

      assertThat(materials()).as(nonsense).isEmpty();
    }
  }

  @Test
  void knows_nothing_of_a_build_that_is_not_noted() throws Exception {
    assertThat(new BuildHistory(channel).materials("another")).isEmpty();
  }

  @Test
  void knows_nothing_where_no_history_is_kept() throws Exception {
    var old =
        OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
            .addService(new ControlGrpc.ControlImplBase() {})
            .build()
            .start();
    var toOld = DialledChannel.open(new TcpDialer("127.0.0.1", old.getPort()));
    try {
      assertThat(new BuildHistory(toOld).materials(REF)).isEmpty();
    } finally {
      toOld.shutdownNow();
      old.shutdownNow();
    }
  }

  @Test
  void waits_for_no_answer_that_does_not_come() throws Exception {
    notes.silent = true;

    assertThat(materials()).isEmpty();
  }

  @Test
  void stops_when_it_is_interrupted() {
    notes.silent = true;
    Thread.currentThread().interrupt();

    assertThatThrownBy(this::materials).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private List<Material> materials() throws InterruptedException {
    return new BuildHistory(channel).materials(REF);
  }

  private void note(String document) {
    blob = document;
    attach(attachment(document, PROVENANCE));
  }

  private void attach(Attachment attachment) {
    notes.record =
        HistoryRecord.newBuilder()
            .setResult(HistoryResult.newBuilder().addAttestations(attachment))
            .build();
  }

  private static Attachment attachment(String document, String type) {
    var bytes = document.getBytes(UTF_8);
    return Attachment.newBuilder()
        .setMediaType("application/vnd.in-toto+json")
        .setDigest(Digest.of(bytes).toString())
        .setSize(bytes.length)
        .putAnnotations("in-toto.io/predicate-type", type)
        .build();
  }

  private static String materials(String... uris) {
    return Arrays.stream(uris)
        .map(BuildHistoryTest::material)
        .collect(Collectors.joining(",", "{\"materials\":[", "]}"));
  }

  private static String material(String uri) {
    return "{\"uri\":\"%s\",\"digest\":{\"sha256\":\"%s\"}}".formatted(uri, HEX);
  }
}

package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.ecrpush.buildkit.SourceLocation.LineRange;
import io.github.ecrpush.buildkit.wire.ErrorDetail;
import io.github.ecrpush.buildkit.wire.ErrorStatus;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SolveFailureTest {

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  @Test
  void reads_the_facts_that_come_as_json() {
    var text = Base64.getEncoder().encodeToString("FROM a\nRUN b\n".getBytes(UTF_8));
    var failure =
        failure(
            "failed",
            detail("errdefs.Vertex+json", "{\"digest\":\"sha256:v\"}"),
            detail("gatewayapi.ExitMessage+json", "{\"Code\":137}"),
            detail(
                "errdefs.Source+json",
                "{\"info\":{\"filename\":\"Dockerfile\",\"data\":\""
                    + text
                    + "\"},\"ranges\":"
                    + "[{\"start\":{\"line\":2},\"end\":{\"line\":3}}]}"));

    assertThat(failure.facts().vertex()).contains("sha256:v");
    assertThat(failure.facts().exitCode()).hasValue(137);
    assertThat(failure.facts().location())
        .contains(
            new SourceLocation(
                "Dockerfile", "FROM a\nRUN b\n", java.util.List.of(new LineRange(2, 3))));
  }

  @Test
  void is_not_upset_by_details_that_make_no_sense() {
    var failure =
        failure(
            "failed",
            detail("errdefs.Source+json", "not json"),
            detail("errdefs.Source+json", "{\"info\":{\"data\":\"%%%\"},\"ranges\":7}"),
            detail("errdefs.Vertex+json", "[]"),
            detail("gatewayapi.ExitMessage+json", "{\"Code\":\"x\"}"));

    assertThat(failure).hasMessage("failed");
    assertThat(failure.facts().exitCode()).isEmpty();
    assertThat(failure.facts().vertex()).isEmpty();
  }

  @Test
  void is_not_upset_by_a_trailer_that_is_no_message() {
    var trailers = new Metadata();
    trailers.put(DETAILS, new byte[] {1, 2, 3});

    assertThat(failure("exit code: 9", trailers).facts().exitCode()).hasValue(9);
  }

  @Test
  void reads_what_docker_20_10_only_says_in_words() {
    assertThat(failure("executor failed running [/bin/sh -c x]: exit code: 7").facts().exitCode())
        .hasValue(7);
    assertThat(
            failure("dockerfile parse error line 3: unknown instruction: TYPO").facts().location())
        .contains(new SourceLocation("ci/Dockerfile", "", java.util.List.of(new LineRange(3, 3))));
  }

  @Test
  void carries_what_went_wrong_on_our_side_as_its_cause() {
    var problem = new IllegalStateException("ours");

    var failure =
        SolveFailure.of(
            Status.UNKNOWN.withDescription("theirs").asRuntimeException(),
            request(),
            new Vertices(),
            Optional.of(problem));

    assertThat(failure).hasMessage("theirs").hasCause(problem);
    assertThat(failure.code()).isEqualTo(RpcCode.UNKNOWN);
  }

  private static ErrorDetail detail(String type, String json) {
    return ErrorDetail.newBuilder()
        .setTypeUrl("github.com/moby/buildkit/" + type)
        .setValue(ByteString.copyFromUtf8(json))
        .build();
  }

  private static SolveException failure(String message, ErrorDetail... details) {
    var status = ErrorStatus.newBuilder();
    for (var detail : details) {
      status.addDetails(detail);
    }
    var trailers = new Metadata();
    if (details.length > 0) {
      trailers.put(DETAILS, status.build().toByteArray());
    }
    return failure(message, trailers);
  }

  private static SolveException failure(String message, Metadata trailers) {
    return SolveFailure.of(
        Status.UNKNOWN.withDescription(message).asRuntimeException(trailers),
        request(),
        new Vertices(),
        Optional.empty());
  }

  private static SolveRequest request() {
    return SolveRequest.of(
        Map.of("filename", "ci/Dockerfile"), new Exporter("moby", Map.of("name", "x")));
  }
}

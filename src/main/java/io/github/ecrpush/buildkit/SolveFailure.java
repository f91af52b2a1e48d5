package io.github.ecrpush.buildkit;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.ecrpush.buildkit.SolveException.Facts;
import io.github.ecrpush.buildkit.SourceLocation.LineRange;
import io.github.ecrpush.buildkit.wire.ErrorDetail;
import io.github.ecrpush.buildkit.wire.ErrorStatus;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the facts of a failed build out of its trailers, or out of its text when there are none.
final class SolveFailure {

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final Pattern EXIT_CODE = Pattern.compile("exit code: ([0-9]{1,9})");
  private static final Pattern PARSE_ERROR =
      Pattern.compile("parse error (?:on )?line ([0-9]{1,9})");

  private Optional<String> vertex = Optional.empty();
  private OptionalInt exitCode = OptionalInt.empty();
  private Optional<SourceLocation> location = Optional.empty();

  private SolveFailure() {}

  /// @param problem what went wrong on our side meanwhile, if anything did
  static SolveException of(
      Throwable thrown, SolveRequest request, Vertices vertices, Optional<Throwable> problem) {
    var status = Status.fromThrowable(thrown);
    var message = BuildKitException.messageOf(status);
    var failure = new SolveFailure();
    failure.readDetails(Status.trailersFromThrowable(thrown));
    failure.readText(message, request.filename());
    return new SolveException(
        RpcCode.of(status), message, failure.facts(vertices), problem.orElse(status.getCause()));
  }

  private Facts facts(Vertices vertices) {
    var failed = vertices.failed();
    var digest = vertex.or(() -> failed.map(Vertices.Named::digest));
    return new Facts(digest, digest.flatMap(vertices::nameOf), exitCode, location);
  }

  private void readDetails(@Nullable Metadata trailers) {
    var bytes = trailers == null ? null : trailers.get(DETAILS);
    if (bytes == null) {
      return;
    }
    try {
      ErrorStatus.parseFrom(bytes).getDetailsList().forEach(this::readDetail);
    } catch (InvalidProtocolBufferException _) {
      // the text is still there
    }
  }

  private void readDetail(ErrorDetail detail) {
    JsonTree json;
    try {
      json = Json.parse(detail.getValue().toByteArray());
    } catch (JsonException _) {
      return;
    }
    var type = detail.getTypeUrl();
    if (type.endsWith("errdefs.Vertex+json")) {
      vertex = json.at("digest").text().or(() -> vertex);
    } else if (type.endsWith("gatewayapi.ExitMessage+json")) {
      json.at("Code").number().ifPresent(code -> exitCode = OptionalInt.of(code.intValue()));
    } else if (type.endsWith("errdefs.Source+json")) {
      location = Optional.of(location(json));
    }
  }

  private static SourceLocation location(JsonTree source) {
    var ranges =
        source.at("ranges").elements().stream()
            .map(range -> new LineRange(line(range.at("start")), line(range.at("end"))))
            .toList();
    return new SourceLocation(
        source.at("info").at("filename").text().orElse(""),
        source.at("info").at("data").text().map(SolveFailure::decode).orElse(""),
        ranges);
  }

  private static int line(JsonTree position) {
    return position.at("line").number().orElse(0L).intValue();
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /// Docker 20.10 says in its text what others say in details.
  private void readText(String message, String filename) {
    if (exitCode.isEmpty()) {
      var found = EXIT_CODE.matcher(message);
      if (found.find()) {
        exitCode = OptionalInt.of(Integer.parseInt(found.group(1)));
      }
    }
    if (location.isEmpty()) {
      var found = PARSE_ERROR.matcher(message);
      if (found.find()) {
        int line = Integer.parseInt(found.group(1));
        location =
            Optional.of(new SourceLocation(filename, "", List.of(new LineRange(line, line))));
      }
    }
  }
}

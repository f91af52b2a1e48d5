package io.github.ecrpush.buildkit;

import io.github.ecrpush.buildkit.wire.Attachment;
import io.github.ecrpush.buildkit.wire.BlobCall;
import io.github.ecrpush.buildkit.wire.ContentGrpc;
import io.github.ecrpush.buildkit.wire.ControlGrpc;
import io.github.ecrpush.buildkit.wire.HistoryCall;
import io.github.ecrpush.buildkit.wire.HistoryResult;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What BuildKit notes of a build when it has ended. Before 0.11 it notes nothing, and what it has
/// noted may be gone again: then nothing is known.
final class BuildHistory {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int LONGEST = 16 << 20;

  /// The address of a package: `pkg:docker/team/app@1.2?platform=linux%2Famd64`.
  private static final Pattern IMAGE = Pattern.compile("pkg:docker/([^?@]+)@([^?@]+)(?:\\?.*)?");

  private final Channel channel;

  BuildHistory(Channel channel) {
    this.channel = channel;
  }

  /// The images that a build was made from.
  ///
  /// @param ref of a build that went well
  List<Material> materials(String ref) throws InterruptedException {
    try {
      var materials = new ArrayList<Material>();
      for (var provenance : provenances(ref)) {
        var bytes = read(provenance.getDigest());
        if (Digest.of(bytes).equals(Digest.parse(provenance.getDigest()))) {
          materials.addAll(materials(Json.parse(bytes)));
        }
      }
      return materials;
    } catch (StatusRuntimeException | JsonException | IllegalArgumentException _) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return List.of();
    }
  }

  private List<Attachment> provenances(String ref) {
    var call = HistoryCall.newBuilder().setRef(ref).setEarlyExit(true).build();
    var results = new ArrayList<HistoryResult>();
    ControlGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE)
        .listenBuildHistory(call)
        .forEachRemaining(event -> {
          results.add(event.getRecord().getResult());
          results.addAll(event.getRecord().getResultsMap().values());
        });
    return results.stream()
        .flatMap(result -> result.getAttestationsList().stream())
        .filter(BuildHistory::isProvenance)
        .distinct()
        .toList();
  }

  private static boolean isProvenance(Attachment attachment) {
    return attachment.getSize() <= LONGEST
        && attachment
            .getAnnotationsOrDefault("in-toto.io/predicate-type", "")
            .startsWith("https://slsa.dev/provenance/");
  }

  private byte[] read(String digest) {
    var bytes = new ByteArrayOutputStream();
    ContentGrpc.newBlockingStub(channel)
        .withDeadlineAfter(PATIENCE)
        .read(BlobCall.newBuilder().setDigest(digest).build())
        .forEachRemaining(part -> bytes.writeBytes(part.getData().toByteArray()));
    return bytes.toByteArray();
  }

  /// Its place depends on the version of provenance.
  private static List<Material> materials(JsonTree provenance) {
    return Stream.of(
            provenance.at("materials"), provenance.at("buildDefinition").at("resolvedDependencies"))
        .flatMap(materials -> materials.elements().stream())
        .flatMap(material -> image(material).stream())
        .toList();
  }

  private static Optional<Material> image(JsonTree material) {
    var image = IMAGE.matcher(material.at("uri").text().orElse(""));
    return image.matches()
        ? material
            .at("digest")
            .at("sha256")
            .text()
            .map(hex ->
                new Material(
                    decoded(image.group(1)) + ":" + decoded(image.group(2)), new Digest(hex)))
        : Optional.empty();
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }
}

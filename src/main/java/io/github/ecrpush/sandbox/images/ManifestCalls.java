package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Manifests of the registry, whose bytes are kept as they came.
final class ManifestCalls {

  private final ImageStore store;
  private final InstantSource clock;

  ManifestCalls(ImageStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Answer answer(Call call, String method, StoredRepository repository, String reference)
      throws IOException {
    return switch (method) {
      case "GET" -> get(repository, reference);
      case "PUT" -> put(call, repository, reference);
      case "DELETE" -> delete(repository, reference);
      default -> throw RegistryEndpoint.unsupported();
    };
  }

  private static Answer get(StoredRepository repository, String reference) throws IOException {
    var image = found(repository, reference);
    var bytes = Files.readAllBytes(repository.manifest(image.digest()));
    return Answer.bytes(200, image.mediaType().value(), bytes)
        .with("Docker-Content-Digest", image.digest().toString());
  }

  private static StoredImage found(StoredRepository repository, String reference) {
    return repository
        .find(reference)
        .orElseThrow(() -> new ImageException(Fault.IMAGE_MISSING, "Requested image not found"));
  }

  private Answer put(Call call, StoredRepository repository, String reference) throws IOException {
    boolean pinned = reference.startsWith("sha256:");
    var tag = pinned ? Optional.<String>empty() : Optional.of(checkedTag(reference));
    var manifest = ManifestReader.read(call.document(), call.header("Content-Type"));
    if (pinned) {
      mustMatch(repository, StoredRepository.parse(reference), manifest.digest());
    }
    store.mustHaveRoom(repository, manifest.digest());
    repository.put(manifest, tag, clock.instant());
    var answer =
        Answer.empty(201)
            .with("Location", "/v2/%s/manifests/%s".formatted(repository.name(), reference))
            .with("Docker-Content-Digest", manifest.digest().toString());
    return manifest
        .relations()
        .subject()
        .map(subject -> answer.with("OCI-Subject", subject.toString()))
        .orElse(answer);
  }

  static String checkedTag(String text) {
    try {
      return new Tag(text).value();
    } catch (IllegalArgumentException _) {
      throw new ImageException(
          Fault.TAG_MALFORMED,
          "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular"
              + " expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}''");
    }
  }

  static void mustMatch(StoredRepository repository, Digest said, Digest actual) {
    if (!said.equals(actual)) {
      throw new ImageException(
          Fault.MANIFEST_DIGEST_WRONG,
          "The image with digest '%s' in repository '%s' does not match the image digest that Amazon"
                  .formatted(said, repository.name())
              + " ECR has calculated.");
    }
  }

  private static Answer delete(StoredRepository repository, String reference) throws IOException {
    var image = found(repository, reference);
    if (reference.startsWith("sha256:")) {
      repository.delete(image.digest());
    } else {
      repository.untag(reference);
    }
    return Answer.empty(202);
  }

  /// The manifests that are about another one, as an OCI index.
  Answer referrers(Call call, StoredRepository repository, Digest subject) throws IOException {
    var wanted = call.query().find("artifactType");
    var index = new LinkedHashMap<String, Object>();
    index.put("schemaVersion", 2);
    index.put("mediaType", MediaType.OCI_INDEX.value());
    index.put("manifests", Referrers.to(subject, repository, wanted.stream().toList()));
    var answer = Answer.text(200, MediaType.OCI_INDEX.value(), Json.write(index));
    return wanted.isPresent() ? answer.with("OCI-Filters-Applied", "artifactType") : answer;
  }
}

package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ECR's calls about images.
final class ImageOperations {

  private final ImageStore store;
  private final InstantSource clock;

  /// An image, and the tag that it was found by.
  private record FoundImage(StoredImage image, Optional<String> tag) {}

  ImageOperations(ImageStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Map<String, EcrEndpoint.Operation> all() {
    return Map.of(
        "DescribeImages", this::describe,
        "ListImages", this::list,
        "BatchGetImage", this::batchGet,
        "BatchDeleteImage", this::batchDelete,
        "PutImage", this::put,
        "DescribeImageReplicationStatus", this::replicationStatus,
        "ListImageReferrers", this::referrers);
  }

  private Map<String, ?> describe(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var ids = request.list("imageIds").stream().map(ImageId::of).toList();
    var images =
        ids.isEmpty()
            ? repository.images().stream()
                .filter(image -> isWanted(request, repository.tagsOf(image.digest())))
                .toList()
            : ids.stream().map(id -> id.mustBeIn(repository, store.account())).distinct().toList();
    var page = Page.of(request, images);
    var answer = new LinkedHashMap<String, Object>();
    answer.put(
        "imageDetails", page.elements().stream().map(image -> shown(repository, image)).toList());
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return answer;
  }

  /// Whether an image with these tags passes the request's filter. None is ever in the archive.
  static boolean isWanted(EcrRequest request, List<String> tags) {
    var filter = request.input().at("filter");
    var status = filter.at("imageStatus").text().orElse("ACTIVE");
    boolean fits =
        switch (filter.at("tagStatus").text().orElse("ANY")) {
          case "TAGGED" -> !tags.isEmpty();
          case "UNTAGGED" -> tags.isEmpty();
          default -> true;
        };
    return fits && holdsActive(status);
  }

  private Map<String, Object> shown(StoredRepository repository, StoredImage image) {
    var json = new LinkedHashMap<String, Object>();
    json.put("registryId", store.account());
    json.put("repositoryName", repository.name());
    json.put("imageDigest", image.digest().toString());
    var tags = repository.tagsOf(image.digest());
    if (!tags.isEmpty()) {
      json.put("imageTags", tags);
    }
    json.put("imageSizeInBytes", image.size());
    json.put("imagePushedAt", EcrEndpoint.seconds(image.pushedAt()));
    json.put("imageManifestMediaType", image.mediaType().value());
    image.relations().artifactType().ifPresent(type -> json.put("artifactMediaType", type));
    image
        .relations()
        .subject()
        .ifPresent(subject -> json.put("subjectManifestDigest", subject.toString()));
    json.put("imageStatus", "ACTIVE");
    return json;
  }

  private Map<String, ?> list(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var ids = new ArrayList<Map<String, String>>();
    for (var image : repository.images()) {
      var tags = repository.tagsOf(image.digest());
      if (isWanted(request, tags)) {
        if (tags.isEmpty()) {
          ids.add(ImageId.json(image.digest(), Optional.empty()));
        }
        tags.forEach(tag -> ids.add(ImageId.json(image.digest(), Optional.of(tag))));
      }
    }
    var page = Page.of(request, ids);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("imageIds", page.elements());
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return answer;
  }

  /// None is ever in the archive.
  private Map<String, ?> referrers(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var subject =
        StoredRepository.parse(
            request.input().at("subjectId").at("imageDigest").text().orElseThrow());
    var filter = request.input().at("filter");
    var types =
        filter.at("artifactTypes").elements().stream()
            .flatMap(type -> type.text().stream())
            .toList();
    var found = new ArrayList<Map<String, Object>>();
    if (holdsActive(filter.at("artifactStatus").text().orElse("ACTIVE"))) {
      for (var descriptor : Referrers.to(subject, repository, types)) {
        descriptor.put("artifactStatus", "ACTIVE");
        found.add(descriptor);
      }
    }
    var page = Page.of(request, found);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("referrers", page.elements());
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return answer;
  }

  private static boolean holdsActive(String status) {
    return status.equals("ACTIVE") || status.equals("ANY");
  }

  /// No image is ever copied elsewhere.
  private Map<String, ?> replicationStatus(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var id = ImageId.of(request.input().at("imageId"));
    var image = id.mustBeIn(repository, store.account());
    var answer = new LinkedHashMap<String, Object>();
    answer.put("repositoryName", repository.name());
    answer.put("imageId", ImageId.json(image.digest(), id.tag()));
    answer.put("replicationStatuses", List.of());
    return answer;
  }

  /// The manifests are read while they are sent, one after the other.
  private Map<String, ?> batchGet(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var found = new ArrayList<FoundImage>();
    var failures = new ArrayList<Map<String, Object>>();
    for (var element : request.list("imageIds")) {
      var id = ImageId.of(element);
      var problem = id.problem(repository);
      if (problem.isPresent()) {
        failures.add(problem.get());
      } else {
        var image = id.find(repository).orElseThrow();
        found.add(new FoundImage(image, id.tag()));
      }
    }
    Iterable<Map<String, Object>> images =
        () -> found.stream().map(each -> withManifest(repository, each)).iterator();
    return Map.of("images", images, "failures", failures);
  }

  private Map<String, Object> withManifest(StoredRepository repository, FoundImage found) {
    var image = found.image();
    var json = new LinkedHashMap<String, Object>();
    json.put("registryId", store.account());
    json.put("repositoryName", repository.name());
    json.put("imageId", ImageId.json(image.digest(), found.tag()));
    json.put("imageManifest", manifest(repository, image));
    json.put("imageManifestMediaType", image.mediaType().value());
    return json;
  }

  private static String manifest(StoredRepository repository, StoredImage image) {
    try {
      return Files.readString(repository.manifest(image.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, ?> batchDelete(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var deleted = new ArrayList<Map<String, String>>();
    var failures = new ArrayList<Map<String, Object>>();
    for (var element : request.list("imageIds")) {
      var id = ImageId.of(element);
      var problem = id.problem(repository);
      if (problem.isPresent()) {
        failures.add(problem.get());
        continue;
      }
      var image = id.find(repository).orElseThrow();
      var parents = repository.parents(image.digest());
      if (id.digest().isPresent() && !parents.isEmpty()) {
        failures.add(
            id.failure(
                "ImageReferencedByManifestList",
                "Requested image referenced by manifest list: " + parents));
      } else if (id.digest().isPresent()) {
        var tags = repository.tagsOf(image.digest());
        repository.delete(image.digest());
        deleted.add(ImageId.json(image.digest(), tags.stream().findFirst()));
      } else {
        repository.untag(id.tag().orElseThrow());
        deleted.add(ImageId.json(image.digest(), id.tag()));
      }
    }
    return Map.of("imageIds", deleted, "failures", failures);
  }

  private Map<String, ?> put(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var manifest =
        ManifestReader.read(
            request.text("imageManifest").getBytes(StandardCharsets.UTF_8),
            request.find("imageManifestMediaType"));
    request
        .find("imageDigest")
        .map(StoredRepository::parse)
        .ifPresent(said -> ManifestCalls.mustMatch(repository, said, manifest.digest()));
    var tag = request.find("imageTag").map(ManifestCalls::checkedTag);
    store.mustHaveRoom(repository, manifest.digest());
    if (!repository.put(manifest, tag, clock.instant())) {
      throw alreadyThere(repository, manifest.digest(), tag);
    }
    var image = repository.find(manifest.digest().toString()).orElseThrow();
    return Map.of("image", withManifest(repository, new FoundImage(image, tag)));
  }

  private ImageException alreadyThere(
      StoredRepository repository, Digest digest, Optional<String> tag) {
    return new ImageException(
        Fault.IMAGE_THERE,
        "Image with digest '%s'%s already exists in the repository with name '%s' in registry with id '%s'"
            .formatted(
                digest,
                tag.map(name -> " and tag '" + name + "'").orElse(""),
                repository.name(),
                store.account()));
  }
}

package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// ECR's calls about the basic scan of an image. It is over at once and finds nothing.
final class ScanOperations {

  private static final Duration BETWEEN_SCANS = Duration.ofHours(24);

  private final ImageStore store;
  private final InstantSource clock;
  private final Map<Scanned, Instant> started = new ConcurrentHashMap<>();

  private record Scanned(StoredRepository repository, Digest digest) {}

  ScanOperations(ImageStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Map<String, EcrEndpoint.Operation> all() {
    return Map.of("StartImageScan", this::start, "DescribeImageScanFindings", this::findings);
  }

  private Map<String, ?> start(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var id = ImageId.of(request.input().at("imageId"));
    var image = id.mustBeIn(repository, store.account());
    if (image.mediaType().isIndex()) {
      throw new RefusedException(
          400,
          "UnsupportedImageTypeException",
          "The type of the image with imageId %s is not supported for scanning".formatted(id));
    }
    var now = clock.instant();
    if (scannedAt(repository, image)
        .filter(last -> last.plus(BETWEEN_SCANS).isAfter(now))
        .isPresent()) {
      throw new RefusedException(
          400,
          "LimitExceededException",
          "The scan quota per image has been exceeded. Wait and try again.");
    }
    started.put(new Scanned(repository, image.digest()), now);
    return about(repository, image, id, Map.of("status", "IN_PROGRESS"));
  }

  private Map<String, ?> findings(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var id = ImageId.of(request.input().at("imageId"));
    var image = id.mustBeIn(repository, store.account());
    var at =
        scannedAt(repository, image)
            .orElseThrow(() ->
                new RefusedException(
                    400,
                    "ScanNotFoundException",
                    "Image scan does not exist for the image with '%s' in the repository with name '%s' in the registry with id '%s'"
                        .formatted(id, repository.name(), store.account())));
    var done = "The scan was completed successfully.";
    var answer = about(repository, image, id, Map.of("status", "COMPLETE", "description", done));
    var found = new LinkedHashMap<String, Object>();
    found.put("imageScanCompletedAt", EcrEndpoint.seconds(at));
    found.put("vulnerabilitySourceUpdatedAt", EcrEndpoint.seconds(at));
    found.put("findingSeverityCounts", Map.of());
    found.put("findings", List.of());
    answer.put("imageScanFindings", found);
    return answer;
  }

  /// When it was scanned last: because somebody asked, or when it was pushed.
  private Optional<Instant> scannedAt(StoredRepository repository, StoredImage image) {
    return Optional.ofNullable(started.get(new Scanned(repository, image.digest())))
        .or(() ->
            repository.settings().scanOnPush() && !image.mediaType().isIndex()
                ? Optional.of(image.pushedAt())
                : Optional.empty());
  }

  private Map<String, Object> about(
      StoredRepository repository, StoredImage image, ImageId id, Map<String, String> status) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("imageId", ImageId.json(image.digest(), id.tag()));
    answer.put("imageScanStatus", status);
    return store.about(repository, answer);
  }
}

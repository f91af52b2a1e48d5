package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.metadata.ImageMetadata;
import java.util.List;
import java.util.Optional;

/// What became of one image at one target.
///
/// @param name what the run calls the image
/// @param goal where it was to go
/// @param place where that is, as AWS answered it; nothing before it did
/// @param pushed whether this run wrote anything there, even if it failed in the end
/// @param tags those that it was to get; of an image that failed, those that name it
/// @param metadata what it is called and labelled, as far as that was read
/// @param builtId the digest of the configuration that was built, pushed or not
public record ImageOutcome(
    String name,
    Goal goal,
    Status status,
    boolean pushed,
    Optional<Place> place,
    List<Tag> tags,
    ImageMetadata metadata,
    Optional<VerifiedImage> image,
    Optional<Digest> builtId,
    Optional<Failure> failure) {

  /// How far it came.
  public enum Status {
    /// It is in the registry, and this run put it there.
    PUSHED,
    /// It was in the registry already, under all its tags.
    PRESENT,
    /// It could not be done; the failure says why.
    FAILED,
    /// It was stopped before its end.
    CANCELLED,
    /// It was not to be pushed.
    SKIPPED
  }

  public ImageOutcome {
    tags = List.copyOf(tags);
  }

  /// Whether it is there, as far as this run knows: read back, or written under a tag at least.
  public boolean isThere() {
    return image.isPresent() || (failure.isPresent() && !tags.isEmpty());
  }

  /// What the run calls the place that it was to go to.
  public String target() {
    return goal.name();
  }

  /// How far an image came that was kept from its target.
  static Status statusOf(Failure failure) {
    return switch (failure) {
      case Failure.Cancelled _, Failure.TimedOut _ -> Status.CANCELLED;
      default -> Status.FAILED;
    };
  }
}

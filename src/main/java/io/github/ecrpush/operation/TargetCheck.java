package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Tag;
import java.util.List;
import java.util.Optional;

/// What was found out about a target without changing anything there.
///
/// @param name what the run calls the image
/// @param caller who we are there; missing when AWS did not say, or was not asked
/// @param failure what would keep a push from it
public record TargetCheck(
    String name,
    Goal goal,
    Optional<AwsCaller> caller,
    Optional<Place> place,
    List<TagState> tags,
    List<Permission> permissions,
    Optional<Failure> failure) {

  /// A wished tag as it is now.
  ///
  /// @param digest what it names, when it is there
  public record TagState(Tag tag, Optional<Digest> digest, boolean mayMove) {

    /// In words.
    ///
    /// @param name what the tag is to be called
    public String said(Object name) {
      return digest
          .map(
              there -> name + " names " + there + (mayMove ? " and may move" : " and may not move"))
          .orElse(name + " is free");
    }
  }

  public TargetCheck {
    tags = List.copyOf(tags);
    permissions = List.copyOf(permissions);
  }

  /// What the run calls the place where images go.
  public String target() {
    return goal.name();
  }

  /// A target that was not to be looked at.
  static TargetCheck none(PushRequest.Image image, Target target) {
    return of(image, target, Optional.empty());
  }

  /// A target that could not be looked at.
  static TargetCheck failed(PushRequest.Image image, Target target, Failure failure) {
    return of(image, target, Optional.of(failure));
  }

  private static TargetCheck of(PushRequest.Image image, Target target, Optional<Failure> failure) {
    return new TargetCheck(
        image.name(),
        Goal.of(target, image),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        failure);
  }
}

package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;

/// The words for a tag that may not move to another image.
public final class TagFailures {

  private TagFailures() {}

  /// The tag is known to name another image.
  public static FailureException taken(
      ImageReference.Tagged image, TagMutability mutability, Digest there, Digest ours) {
    return refused(
        "tag-is-taken",
        image,
        """
        %s, and `%s` already names another image:

            there  %s
            ours   %s
        """
            .formatted(rule(image, mutability), image.tag(), there, ours),
        """
        Push under a new tag; the default tag, the full commit SHA, is one. When the same
        commit gives another image each time, look for what changes in the build.\
        """
            + otherwise(image, mutability));
  }

  /// ECR says so, whatever the tag names.
  static FailureException immutable(ImageReference.Tagged image, TagMutability mutability) {
    return refused(
        "tag-is-immutable",
        image,
        """
        %s, and the tag is already taken
        (ImageTagAlreadyExistsException).\
        """
            .formatted(rule(image, mutability)),
        "Push under a new tag; the default tag, the full commit SHA, is one."
            + otherwise(image, mutability));
  }

  private static String rule(ImageReference.Tagged image, TagMutability mutability) {
    return mutability
        .keeping(image.tag())
        .map(filter ->
            "The repository's tags are `%s`, where `%s` is kept by `%s`"
                .formatted(mutability, image.tag(), filter))
        .orElse(
            mutability.exceptions().isEmpty()
                ? "The repository's tags are immutable"
                : "The repository's tags are `%s`".formatted(mutability));
  }

  /// How to let the tag move, where the repository says of each tag whether it may.
  private static String otherwise(ImageReference.Tagged image, TagMutability mutability) {
    if (mutability.exceptions().isEmpty()) {
      return "";
    }
    return mutability
        .keeping(image.tag())
        .map(
            "\n\nIf the tag is to move, take the exception `%s` out of the tag mutability."
                ::formatted)
        .orElse(
            "\n\nIf the tag is to move, let it be an exception, too:\n\n    tag-mutability: %s, %s\n"
                .formatted(mutability, image.tag()));
  }

  private static FailureException refused(String id, ImageReference image, String why, String fix) {
    return new FailureException(
        new Failure.Refused(new Explanation(id, PushFailures.what(image), why, fix)));
  }
}

package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.util.Locale;
import java.util.Optional;

/// The words for limits of ECR: which one it is, and whether it can be raised.
final class LimitFailures {

  private LimitFailures() {}

  /// The limit that a text names; nothing when it names none.
  static Optional<Failure> in(String what, String said) {
    var lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("maximum allowed number of images")) {
      return Optional.of(images(what, said));
    }
    if (lower.contains("maximum allowed number of repositories")) {
      return Optional.of(repositories(what, said));
    }
    if (lower.contains("number of tags per image")) {
      return Optional.of(tags(what, said));
    }
    if (lower.contains("layer part") || lower.contains("layerpart")) {
      return Optional.of(layer(what, said));
    }
    return Optional.empty();
  }

  /// A limit is reached, whichever it is.
  static Failure of(String what, String said) {
    return in(what, said).orElseGet(() -> some(what, said));
  }

  private static Failure images(String what, String said) {
    return failure(
        "ecr-images-limit",
        what,
        "The repository has as many images as it may have: " + said,
        """
        Have those removed that nobody needs, by a lifecycle policy, such as
        `lifecycle-policy: untagged=14d; keep=1000`. What it removes is gone within a day. Or have the
        limit raised:

        %s\
        """
            .formatted(raise("L-03A36CE1")));
  }

  private static Failure repositories(String what, String said) {
    return failure(
        "ecr-repositories-limit",
        what,
        "The account has as many repositories in this region as it may have: " + said,
        """
        Delete those that nobody needs, or have the limit raised:

        %s\
        """
            .formatted(raise("L-CFEB8E8D")));
  }

  private static Failure tags(String what, String said) {
    return failure(
        "ecr-tags-limit",
        what,
        "The image has as many tags as one may have, and AWS does not raise this limit: " + said,
        """
        Remove tags of the image. When each commit gives the same image a further tag, push by fewer
        tags.\
        """);
  }

  private static Failure layer(String what, String said) {
    return failure(
        "ecr-layer-limit",
        what,
        "A layer goes beyond a limit of ECR, which AWS does not raise: " + said,
        """
        A layer has 52,000 MiB and 4,200 parts at most, and each part but the last between 5 and 10
        MiB. Have less in one step of the Dockerfile. When the layer is small, look at a proxy in
        between that cuts what is sent into pieces.\
        """);
  }

  private static Failure some(String what, String said) {
    return failure(
        "ecr-limit-reached",
        what,
        "A limit of the account is reached (LimitExceededException): " + said,
        """
        Find it among ECR's limits by its name, and have it raised if it is adjustable:

            aws service-quotas list-service-quotas --service-code ecr \\
              --query "Quotas[].[QuotaName,Value,QuotaCode,Adjustable]" --output table
        """);
  }

  private static String raise(String code) {
    return """
        aws service-quotas request-service-quota-increase --service-code ecr \\
          --quota-code %s --desired-value NUMBER
    """
        .formatted(code);
  }

  private static Failure failure(String id, String what, String why, String fix) {
    return new Failure.Refused(new Explanation(id, what, why, fix));
  }
}

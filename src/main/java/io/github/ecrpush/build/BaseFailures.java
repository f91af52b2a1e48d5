package io.github.ecrpush.build;

import io.github.ecrpush.dockerfile.ImageName;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The words for an image that a Dockerfile names and that cannot be had.
final class BaseFailures {

  private static final Pattern ECR =
      Pattern.compile(
          "(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws|on)\\.[a-z.]+");

  private BaseFailures() {}

  static Failure missing(Place place, String image) {
    return new Failure.BuildFailed(
        new Explanation(
            "base-image-missing",
            what(place, image),
            "The registry has no image of that name and tag.",
            "Correct the name or the tag, or push the image first."),
        place.file(),
        place.line(),
        List.of());
  }

  /// @param status 401 when the registry wants to know who we are, 403 when it knows
  static Failure refused(Place place, String image, int status) {
    var host = ImageName.of(image).host();
    var ecr = ECR.matcher(host);
    return new Failure.AccessDenied(
        new Explanation(
            "base-image-refused",
            what(place, image),
            status == 401
                ? "`" + host + "` does not know who we are (401)."
                : "`" + host + "` does not let us have it (403).",
            ecr.matches() ? ecrFix(image, ecr.group(1), ecr.group(2)) : loginFix(host)),
        host);
  }

  private static String ecrFix(String image, String account, String region) {
    return """
    Let the role read that repository. In the role's policy, and for another account also in the
    repository's:

        {
          "Effect": "Allow",
          "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          "Resource": "arn:aws:ecr:%s:%s:repository/%s"
        }
    """
        .formatted(region, account, ImageName.of(image).path());
  }

  private static String loginFix(String host) {
    return """
    Pass a login that may read the image:

        with:
          registry-auth: |
            - registry: %s
              username: ${{ vars.REGISTRY_USER }}
              password: ${{ secrets.REGISTRY_TOKEN }}
    """
        .formatted(host);
  }

  static Failure unavailable(Place place, String image, int status) {
    var host = ImageName.of(image).host();
    return new Failure.Unavailable(
        new Explanation(
            "base-image-unavailable",
            what(place, image),
            status == 429
                ? "`" + host + "` allows only so many pulls in a time, and they are used up (429)."
                : "`" + host + "` answered with status " + status + ".",
            status == 429
                ? """
                Wait, or pass a login with `registry-auth`, for which most registries allow more. A
                pull-through cache in ECR spares the registry.\
                """
                : "Run again; when it stays, look at the registry's status page."),
        host);
  }

  /// @param platform what was wished for, if anything
  static Failure platformMissing(Place place, String image, Optional<String> platform) {
    return new Failure.BuildFailed(
        new Explanation(
            "base-image-platform-missing",
            what(place, image),
            "It exists, but not for "
                + platform.map(Place::quoted).orElse("the engine's own platform")
                + ".",
            """
            Choose a tag that has the platform, or build for one that the image has (`platforms`).
            These it has:

                docker buildx imagetools inspect %s
            """
                .formatted(image)),
        place.file(),
        place.line(),
        List.of());
  }

  private static String what(Place place, String image) {
    return "Could not pull `" + image + "` (" + place + ").";
  }
}

package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.dockerfile.ImageName;
import io.github.ecrpush.ecr.EcrHost;
import io.github.ecrpush.ecr.RepositoryAddress;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import java.util.List;
import java.util.Optional;

/// What IAM has to allow so that base images can be taken from private repositories of ECR. They
/// stand in the Dockerfile.
record BaseGrants(PushRequest request) {

  /// Asking for a manifest, and for what it names. Who only pulls never asks what is there.
  private static final List<String> PULL =
      List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

  /// A repository in ECR that a base image comes from.
  private record Base(RegistryHost host, EcrHost registry, RepositoryPath path) {
    String arn() {
      return RepositoryAddress.arn(registry.region(), registry.account().id(), path);
    }
  }

  /// Those of whoever goes to these targets.
  List<Grant> at(List<Target.Ecr> targets) {
    return request.images().stream()
        .map(PushRequest.Image::build)
        .flatMap(build ->
            build.readDockerfile().stream().flatMap(file -> file.images(build.target()).stream()))
        .flatMap(image -> base(image).stream())
        .filter(base -> targets.stream().anyMatch(target -> isPulledBy(target, base)))
        .map(base -> new Grant("PullBase", PULL, List.of(base.arn())))
        .distinct()
        .toList();
  }

  private static Optional<Base> base(String image) {
    try {
      var name = ImageName.of(image);
      var host = new RegistryHost(name.host());
      var path = new RepositoryPath(name.path());
      return EcrHost.parse(host).map(registry -> new Base(host, registry, path));
    } catch (IllegalArgumentException _) { // then it is none that can be pulled
      return Optional.empty();
    }
  }

  /// A registry knows us as its own target does, once that was looked at, and before as the first
  /// target does. A login that was named comes before the latter.
  private boolean isPulledBy(Target.Ecr target, Base base) {
    boolean isAtHome =
        target.region().equals(base.registry().region())
            && NeededGrants.account(target).equals(Optional.of(base.registry().account()));
    boolean isFirst = request.targets().getFirst().equals(target);
    return isAtHome || (isFirst && !request.logins().containsKey(base.host()));
  }

  /// The Dockerfiles that cannot be read: nobody knows what they would take.
  List<String> unknown() {
    return request.images().stream()
        .map(PushRequest.Image::build)
        .filter(build -> build.readDockerfile().isEmpty())
        .map(BuildRequest::dockerfileName)
        .toList();
  }
}

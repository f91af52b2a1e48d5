package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What several images of one run must not do to each other, and who begins with whom.
final class ImagesTogether {

  private ImagesTogether() {}

  /// A tag of a repository somewhere, as far as the inputs tell.
  private sealed interface Claim {
    record InEcr(
        AwsRegion region,
        Optional<AwsAccount> account,
        Optional<IdentityRequest> who,
        RepositoryPath repository,
        Tag tag)
        implements Claim {}

    record AtHost(RegistryHost host, RepositoryPath repository, Tag tag) implements Claim {}
  }

  /// The same images, those marked that others are built from.
  ///
  /// @throws FailureException if two would take a tag from each other, or one is built from an
  ///   image that is none of them
  static List<PushRequest.Image> checked(List<PushRequest.Image> images) {
    refuseTwoForOneTag(images);
    var bases = bases(images);
    return images.stream()
        .map(image -> bases.contains(image.name()) ? image.asBase() : image)
        .toList();
  }

  private static Set<String> bases(List<PushRequest.Image> images) {
    var names = images.stream().map(PushRequest.Image::name).collect(Collectors.toSet());
    var bases = new HashSet<String>();
    for (var image : images) {
      for (var base : image.build().otherImages()) {
        if (!names.contains(base) || base.equals(image.name())) {
          names.remove(image.name());
          throw new FailureException(RunFailures.baseUnknown(image.name(), base, names));
        }
        bases.add(base);
      }
    }
    return bases;
  }

  private static void refuseTwoForOneTag(List<PushRequest.Image> images) {
    var claims = new HashMap<Claim, String>();
    for (var image : images) {
      for (var target : image.targets()) {
        claim(image, target, claims);
      }
    }
  }

  private static void claim(PushRequest.Image image, Target target, Map<Claim, String> claims) {
    var repository = target.repositoryOf(image);
    if (!image.isPushed() || repository.isEmpty()) {
      return;
    }
    for (var tag : image.tags()) {
      var other = claims.putIfAbsent(claim(target, repository.get(), tag), image.name());
      if (other != null && !other.equals(image.name())) {
        throw new FailureException(
            RunFailures.tagTwice(other, image.name(), repository.get() + ":" + tag));
      }
    }
  }

  /// The same of images that are only named. Where nobody knows the account, those go to the same
  /// place whose inputs say the same of it.
  ///
  /// @throws FailureException if two would take a tag from each other
  static void refuseTwoForOneName(List<NamedImage> images) {
    var claims = new HashMap<NamedClaim, String>();
    for (var image : images) {
      if (image.repository().isEmpty() || image.ways().isEmpty()) {
        continue;
      }
      var ways = image.registry().isPresent() ? List.<String>of() : image.ways();
      for (var reference : image.references()) {
        var other = claims.putIfAbsent(new NamedClaim(ways, reference), image.name());
        if (other != null && !other.equals(image.name())) {
          throw new FailureException(RunFailures.tagTwice(other, image.name(), reference));
        }
      }
    }
  }

  private record NamedClaim(List<String> ways, String reference) {}

  private static Claim claim(Target target, RepositoryPath repository, Tag tag) {
    return switch (target) {
      case Target.Ecr ecr -> {
        var account = NeededGrants.account(ecr);
        var who = account.isPresent() ? Optional.<IdentityRequest>empty() : Optional.of(ecr.who());
        yield new Claim.InEcr(ecr.region(), account, who, repository, tag);
      }
      case Target.Host(var host) -> new Claim.AtHost(host, repository, tag);
      case Target.Nowhere _ -> throw new IllegalStateException("nothing is pushed nowhere");
    };
  }
}

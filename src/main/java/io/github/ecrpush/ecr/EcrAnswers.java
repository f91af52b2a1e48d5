package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewResult;

/// Reads ECR's answers into our own words. They cross a border: what is missing or malformed in
/// them is told as that.
final class EcrAnswers {

  private EcrAnswers() {}

  static EcrLogin login(EcrFailures.Question question, List<AuthorizationData> answers) {
    return read(
        question,
        () -> {
          var answer = answers.getFirst();
          var login =
              new String(
                  Base64.getDecoder().decode(answer.authorizationToken()), StandardCharsets.UTF_8);
          int colon = login.indexOf(':');
          var credential =
              new RegistryCredential(
                  login.substring(0, colon), new Secret(login.substring(colon + 1)));
          var endpoint = URI.create(answer.proxyEndpoint());
          var read = new EcrLogin(credential, endpoint, answer.expiresAt());
          read.host(); // refuses what is no host
          return read;
        });
  }

  static RepositoryState repository(
      EcrFailures.Question question,
      software.amazon.awssdk.services.ecr.model.Repository answer,
      AwsRegion region) {
    return read(
        question,
        () ->
            new RepositoryState(
                Repository.parse(answer.repositoryUri()),
                answer.repositoryArn(),
                mutability(answer),
                new AwsAccount(answer.registryId()),
                region));
  }

  static Tag tag(EcrFailures.Question question, Image image) {
    return read(question, () -> new Tag(image.imageId().imageTag()));
  }

  /// The manifest in an answer, whose bytes have the digest that ECR says.
  static RawManifest manifest(EcrFailures.Question question, Image image) {
    var manifest =
        read(
            question,
            () ->
                new RawManifest(
                    new MediaType(image.imageManifestMediaType().strip()),
                    image.imageManifest().getBytes(StandardCharsets.UTF_8)));
    var said = read(question, () -> Digest.parse(image.imageId().imageDigest()));
    if (!manifest.digest().equals(said)) {
      throw new FailureException(
          EcrFailures.altered(question.what(), said.toString(), manifest.digest().toString()));
    }
    return manifest;
  }

  static LifecyclePreview.Expiring expiring(
      EcrFailures.Question question, LifecyclePolicyPreviewResult image) {
    return read(
        question,
        () ->
            new LifecyclePreview.Expiring(
                Digest.parse(image.imageDigest()),
                image.imageTags().stream().map(Tag::new).toList()));
  }

  private static TagMutability mutability(
      software.amazon.awssdk.services.ecr.model.Repository repository) {
    var setting = repository.imageTagMutability();
    boolean mutable =
        setting != ImageTagMutability.IMMUTABLE
            && setting != ImageTagMutability.IMMUTABLE_WITH_EXCLUSION;
    return new TagMutability(
        mutable,
        repository.imageTagMutabilityExclusionFilters().stream()
            .map(ImageTagMutabilityExclusionFilter::filter)
            .toList());
  }

  @SuppressWarnings("NullAway") // the SDK gives null for what is missing; that is caught here
  private static <T> T read(EcrFailures.Question question, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (FailureException
        | IllegalArgumentException
        | NullPointerException
        | IndexOutOfBoundsException
        | NoSuchElementException _) {
      throw new FailureException(EcrFailures.unreadable(question.what())); // and not what it said
    }
  }
}

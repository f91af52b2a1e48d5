package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import java.util.Optional;

/// A repository as a person names it: by its name alone, by its URI or by its ARN. The latter two
/// say the account and the region, too.
public record RepositoryAddress(
    RepositoryPath path, Optional<AwsAccount> account, Optional<AwsRegion> region) {

  private static final String ARN_RESOURCE = "repository/";

  /// Reads `team/app`, `123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app` or
  /// `arn:aws:ecr:eu-west-3:123456789012:repository/team/app`.
  ///
  /// @throws FailureException if it is none of them
  public static RepositoryAddress parse(String text) {
    var written = text.strip();
    if (written.startsWith("arn:")) {
      return ofArn(written);
    }
    var address = withoutScheme(written);
    int slash = address.indexOf('/');
    var first = slash < 0 ? address : address.substring(0, slash);
    var host = hostOf(first);
    if (host.isPresent()) {
      var path = path(written, slash < 0 ? "" : address.substring(slash + 1));
      return new RepositoryAddress(
          path, Optional.of(host.get().account()), Optional.of(host.get().region()));
    }
    if (!address.equals(written) || isMeantAsHost(first, slash)) {
      throw new FailureException(AddressFailures.hostUnknown(written, first));
    }
    return new RepositoryAddress(path(written, written), Optional.empty(), Optional.empty());
  }

  /// The ARN of a repository.
  ///
  /// @param account its account, or what stands for it in a policy
  public static String arn(AwsRegion region, String account, RepositoryPath path) {
    return "arn:%s:ecr:%s:%s:%s%s"
        .formatted(region.partition(), region, account, ARN_RESOURCE, path);
  }

  /// The region, which another input may name as well, but no other one.
  ///
  /// @throws FailureException if they differ
  public Optional<AwsRegion> regionBeside(Optional<AwsRegion> given) {
    if (region.isPresent() && given.isPresent() && !region.equals(given)) {
      throw new FailureException(
          AddressFailures.contradiction(
              path, "region", region.get().id(), "aws-region", given.get().id()));
    }
    return region.or(() -> given);
  }

  /// The account, which another input may name as well, but no other one.
  ///
  /// @throws FailureException if they differ
  public Optional<AwsAccount> accountBeside(Optional<AwsAccount> given) {
    if (account.isPresent() && given.isPresent() && !account.equals(given)) {
      throw new FailureException(
          AddressFailures.contradiction(
              path, "account", account.get().id(), "registry-id", given.get().id()));
    }
    return account.or(() -> given);
  }

  /// Refuses an address in one registry when another input names another registry.
  ///
  /// @throws FailureException if they differ
  public void mustBeAt(RegistryHost registry) {
    boolean same =
        EcrHost.parse(registry)
            .map(host ->
                account.equals(Optional.of(host.account()))
                    && region.equals(Optional.of(host.region())))
            .orElse(false);
    if (account.isPresent() && !same) {
      throw new FailureException(
          AddressFailures.contradiction(
              path, "account", account.get().id(), "registry", registry.value()));
    }
  }

  private static RepositoryAddress ofArn(String arn) {
    var parts = arn.split(":", 6);
    if (parts.length < 6 || !parts[2].equals("ecr") || !parts[5].startsWith(ARN_RESOURCE)) {
      throw new FailureException(AddressFailures.arnMalformed(arn));
    }
    try {
      var region = new AwsRegion(parts[3]);
      var account = new AwsAccount(parts[4]);
      if (region.partition().equals(parts[1])) {
        var path = path(arn, parts[5].substring(ARN_RESOURCE.length()));
        return new RepositoryAddress(path, Optional.of(account), Optional.of(region));
      }
    } catch (FailureException e) {
      if (AddressFailures.isAboutName(e.failure())) {
        throw e;
      }
    }
    throw new FailureException(AddressFailures.arnMalformed(arn));
  }

  private static Optional<EcrHost> hostOf(String first) {
    try {
      return EcrHost.parse(new RegistryHost(first));
    } catch (IllegalArgumentException _) { // then it is no host at all
      return Optional.empty();
    }
  }

  /// A name may look much like a host. These cannot be meant otherwise.
  private static boolean isMeantAsHost(String first, int slash) {
    return slash > 0
        && (first.contains(".dkr.")
            || first.contains(".dkr-ecr")
            || first.contains("amazonaws")
            || first.equals("public.ecr.aws")
            || first.contains(":"));
  }

  private static String withoutScheme(String text) {
    int end = text.indexOf("://");
    return end < 0 ? text : text.substring(end + 3);
  }

  private static RepositoryPath path(String written, String name) {
    if (name.isEmpty()) {
      throw new FailureException(AddressFailures.nameMissing(written));
    }
    try {
      return new RepositoryPath(name);
    } catch (IllegalArgumentException _) { // told with all that is wrong, and a proposal
      throw new FailureException(AddressFailures.nameRefused(written, name));
    }
  }
}

package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A host name that only ECR can have: `123456789012.dkr.ecr.eu-west-3.amazonaws.com`. It is read
/// to find out who can log us in there; only AWS's answer says where an image really went.
public record EcrHost(AwsAccount account, AwsRegion region) {

  private static final List<String> DUAL_STACK_SUFFIXES =
      List.of("on.aws", "on.amazonwebservices.com.cn", "on.amazonwebservices.eu");

  /// The usual way of writing it.
  public RegistryHost host() {
    return new RegistryHost("%s.dkr.ecr.%s.%s".formatted(account, region, region.dnsSuffix()));
  }

  /// Knows the hosts of all partitions, with FIPS (`dkr.ecr-fips`) and with both stacks
  /// (`dkr-ecr.REGION.on.aws`); nothing for any other host.
  public static Optional<EcrHost> parse(RegistryHost host) {
    var words = Arrays.asList(host.value().split("\\.", -1));
    if (words.size() < 4) {
      return Optional.empty();
    }
    return switch (words.get(1)) {
      case "dkr" ->
          words.get(2).equals("ecr") || words.get(2).equals("ecr-fips")
              ? of(words.get(0), words.get(3), suffix(words, 4), false)
              : Optional.empty();
      case "dkr-ecr", "dkr-ecr-fips" -> of(words.get(0), words.get(2), suffix(words, 3), true);
      default -> Optional.empty();
    };
  }

  private static Optional<EcrHost> of(
      String account, String region, String suffix, boolean dualStack) {
    try {
      var host = new EcrHost(new AwsAccount(account), new AwsRegion(region));
      boolean ours =
          dualStack
              ? DUAL_STACK_SUFFIXES.contains(suffix)
              : suffix.equals(host.region().dnsSuffix());
      return ours ? Optional.of(host) : Optional.empty();
    } catch (FailureException _) { // then somebody else named a host in this way
      return Optional.empty();
    }
  }

  private static String suffix(List<String> words, int from) {
    return String.join(".", words.subList(Math.min(from, words.size()), words.size()));
  }
}

package io.github.ecrpush.aws;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who we want to be to AWS.
///
/// @param role the role to assume; without one we are whoever the machine says we are
/// @param sessionName what AWS's audit log calls us
/// @param duration how long the credentials last; they are renewed when a run takes longer
/// @param audience what the GitHub token is made out to
/// @param allowedAccounts the accounts that we may end up in; any when there is none
public record IdentityRequest(
    Optional<RoleArn> role,
    String sessionName,
    Duration duration,
    String audience,
    AwsRegion region,
    List<AwsAccount> allowedAccounts) {

  public static final Duration USUAL_DURATION = Duration.ofHours(1);

  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);

  public IdentityRequest {
    allowedAccounts = List.copyOf(allowedAccounts);
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw AwsFailures.durationOutOfRange(duration);
    }
  }

  /// No role, no rules: whoever the machine says we are.
  public static IdentityRequest ambient(AwsRegion region) {
    return new IdentityRequest(
        Optional.empty(), "", USUAL_DURATION, region.audience(), region, List.of());
  }

  /// A role with everything else as usual.
  public static IdentityRequest of(RoleArn role, String sessionName, AwsRegion region) {
    return new IdentityRequest(
        Optional.of(role), sessionName, USUAL_DURATION, region.audience(), region, List.of());
  }
}

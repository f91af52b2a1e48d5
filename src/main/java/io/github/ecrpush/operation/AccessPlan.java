package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.iam.Grant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What AWS has to be told, so that a job can do what its inputs ask for, and nothing more.
///
/// @param roles those on the way, the one that the job enters first
/// @param unreadDockerfiles those whose base images are not known
public record AccessPlan(TokenProvider provider, List<Role> roles, List<String> unreadDockerfiles) {

  /// Stands where the number of an account would, when no input says it.
  public static final String ACCOUNT = "ACCOUNT_ID";

  public AccessPlan {
    roles = List.copyOf(roles);
    unreadDockerfiles = List.copyOf(unreadDockerfiles);
  }

  /// The role with an ARN, when it is one of the plan's.
  public Optional<Role> named(String arn) {
    return roles.stream().filter(role -> role.arn().equals(arn)).findFirst();
  }

  /// GitHub, as accounts get to know it.
  ///
  /// @param issuer `https://token.actions.githubusercontent.com`
  /// @param audiences what its tokens are made out to
  public record TokenProvider(String issuer, List<String> audiences) {

    public TokenProvider {
      audiences = List.copyOf(audiences);
    }

    /// The issuer as ARNs and condition keys have it.
    public String name() {
      return issuer.substring("https://".length());
    }
  }

  /// A role, whom it lets in, and what it may do.
  ///
  /// @param account where it lives, as far as inputs say it
  /// @param name with its path when it has one: `ci/deploy`
  public record Role(
      String partition,
      Optional<AwsAccount> account,
      String name,
      List<Entrance> entrances,
      List<Grant> grants) {

    public Role {
      entrances = List.copyOf(entrances);
      grants = List.copyOf(grants);
    }

    /// Its ARN, with a placeholder where nobody says the account.
    public String arn() {
      return "arn:%s:iam::%s:role/%s"
          .formatted(partition, account.map(AwsAccount::id).orElse(ACCOUNT), name);
    }

    /// Whether a job comes in by GitHub's token.
    public boolean isEnteredByJob() {
      return entrances.stream().anyMatch(ByToken.class::isInstance);
    }
  }

  /// A way into a role.
  public sealed interface Entrance {
    /// What has to be equal, by condition key.
    Map<String, List<String>> equal();
  }

  /// With GitHub's token for a job.
  public record ByToken(Map<String, List<String>> equal) implements Entrance {
    public ByToken {
      equal = new LinkedHashMap<>(equal);
    }
  }

  /// From another role.
  ///
  /// @param role its ARN
  /// @param tagged whether the session gets tags
  public record FromRole(String role, boolean tagged, Map<String, List<String>> equal)
      implements Entrance {
    public FromRole {
      equal = new LinkedHashMap<>(equal);
    }
  }
}

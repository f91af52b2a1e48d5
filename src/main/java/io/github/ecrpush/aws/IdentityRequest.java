package io.github.ecrpush.aws;

import io.github.ecrpush.iam.PolicyDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Who we want to be to AWS.
///
/// @param allowedAccounts the accounts that we may end up in; any when there is none
public record IdentityRequest(
    Roles roles, Session session, Proof proof, AwsRegion region, List<AwsAccount> allowedAccounts) {

  public static final Duration USUAL_DURATION = Duration.ofHours(1);

  public IdentityRequest {
    allowedAccounts = List.copyOf(allowedAccounts);
  }

  /// The way to who we want to be.
  ///
  /// @param first the role that a token is exchanged for; without one we begin as whoever the
  ///   machine says we are
  /// @param chain further roles, each assumed by the one before it
  /// @param existingFirst whether what the machine offers is used as it is when AWS knows it
  public record Roles(Optional<RoleArn> first, List<RoleArn> chain, boolean existingFirst) {

    public Roles {
      chain = List.copyOf(chain);
    }

    /// Who we are in the end, as far as roles say.
    public Optional<RoleArn> last() {
      return chain.isEmpty() ? first : Optional.of(chain.getLast());
    }

    /// Every role on the way.
    public List<RoleArn> all() {
      return Stream.concat(first.stream(), chain.stream()).toList();
    }
  }

  /// How roles are assumed.
  ///
  /// @param name what AWS's audit log calls us
  /// @param duration how long the credentials last; they are renewed when a run takes longer
  /// @param externalId what the roles of the chain ask for
  /// @param policies what restricts the last role
  /// @param tags what the sessions of the chain are tagged with
  public record Session(
      String name,
      Duration duration,
      Optional<String> externalId,
      SessionPolicies policies,
      SessionTags tags) {

    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(12);

    public Session {
      if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
        throw AwsFailures.durationOutOfRange(duration);
      }
    }

    /// Nothing but a name.
    public static Session named(String name) {
      return new Session(
          name, USUAL_DURATION, Optional.empty(), SessionPolicies.NONE, SessionTags.NONE);
    }
  }

  /// What proves who we are, and what is known of how it is judged.
  ///
  /// @param audience what GitHub's token is made out to
  /// @param tokenFile where a token is found instead of asking GitHub
  /// @param trustPolicy the first role's, to explain a refusal
  /// @param keys what we begin as where no token is exchanged; what the machine has, without them
  public record Proof(
      String audience,
      Optional<Path> tokenFile,
      Optional<PolicyDocument> trustPolicy,
      Optional<AwsKeys> keys) {

    /// A token from GitHub.
    public static Proof gitHub(String audience) {
      return new Proof(audience, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// Policies that take away from what a role may do, for one session.
  ///
  /// @param inline the text of a policy document
  /// @param managed ARNs of policies
  public record SessionPolicies(Optional<String> inline, List<String> managed) {

    public static final SessionPolicies NONE = new SessionPolicies(Optional.empty(), List.of());

    /// How many characters AWS takes of all of them together.
    public static final int MOST_CHARACTERS = 2048;

    public SessionPolicies {
      managed = List.copyOf(managed);
      int characters =
          inline.map(String::length).orElse(0) + managed.stream().mapToInt(String::length).sum();
      if (characters > MOST_CHARACTERS) {
        throw SessionPolicyFailures.textTooLarge(characters, MOST_CHARACTERS);
      }
    }

    public boolean isEmpty() {
      return inline.isEmpty() && managed.isEmpty();
    }
  }

  /// Tags of sessions.
  ///
  /// @param transitive the keys of those that go on through the chain
  public record SessionTags(Map<String, String> tags, List<String> transitive) {

    public static final SessionTags NONE = new SessionTags(Map.of(), List.of());

    public SessionTags {
      tags = new LinkedHashMap<>(tags);
      transitive = List.copyOf(transitive);
    }
  }

  /// The same, with a policy that takes away from what the last role may do.
  public IdentityRequest restrictedBy(String policy) {
    var policies = new SessionPolicies(Optional.of(policy), session.policies().managed());
    var restricted =
        new Session(
            session.name(), session.duration(), session.externalId(), policies, session.tags());
    return new IdentityRequest(roles, restricted, proof, region, allowedAccounts);
  }

  /// The role that a token is exchanged for.
  public Optional<RoleArn> role() {
    return roles.first();
  }

  /// The same and one role further.
  public IdentityRequest through(RoleArn next, Optional<String> externalId) {
    var chain = Stream.concat(roles.chain().stream(), Stream.of(next)).toList();
    return new IdentityRequest(
        new Roles(roles.first(), chain, roles.existingFirst()),
        new Session(
            session.name(),
            session.duration(),
            externalId.or(session::externalId),
            session.policies(),
            session.tags()),
        proof,
        region,
        allowedAccounts);
  }

  /// No role, no rules: whoever the machine says we are.
  public static IdentityRequest ambient(AwsRegion region) {
    return new IdentityRequest(
        new Roles(Optional.empty(), List.of(), false),
        Session.named(SessionName.OUTSIDE_OF_GITHUB),
        Proof.gitHub(region.audience()),
        region,
        List.of());
  }

  /// A role with everything else as usual.
  public static IdentityRequest of(RoleArn role, String sessionName, AwsRegion region) {
    return new IdentityRequest(
        new Roles(Optional.of(role), List.of(), false),
        Session.named(sessionName),
        Proof.gitHub(region.audience()),
        region,
        List.of());
  }
}

package io.github.ecrpush.aws;

import io.github.ecrpush.aws.IdentityRequest.SessionTags;
import io.github.ecrpush.aws.RenewedSession.Session;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/// A role that is assumed with the credentials of the one before it. Near its end it is assumed
/// anew, and so is the one before when that has ended too.
final class ChainedRole implements CredentialOrigin {

  /// AWS gives a role that is assumed by a role no more, whatever the role allows.
  static final Duration LONGEST = Duration.ofHours(1);

  private final IdentityRequest request;
  private final Hop hop;
  private final CredentialOrigin source;
  private final AwsClients clients;
  private final StsRoles sts;
  private final RenewedSession session;

  /// A step of the chain.
  ///
  /// @param role the role that is assumed in it
  /// @param number counted from one
  /// @param count how many there are
  /// @param before the roles on the way to it; none when the machine's own credentials assume it
  record Hop(RoleArn role, int number, int count, List<RoleArn> before) {

    Hop {
      before = List.copyOf(before);
    }

    static Hop of(IdentityRequest.Roles roles, int number) {
      var all = roles.all();
      int index = all.size() - roles.chain().size() + number - 1;
      return new Hop(all.get(index), number, roles.chain().size(), all.subList(0, index));
    }

    boolean isLast() {
      return number == count;
    }

    Optional<RoleArn> source() {
      return before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
    }
  }

  /// @param source the hop before; it is closed with this one
  ChainedRole(
      IdentityRequest request,
      Hop hop,
      CredentialOrigin source,
      AwsClients clients,
      InstantSource clock) {
    this.request = request;
    this.hop = hop;
    this.source = source;
    this.clients = clients;
    this.sts = new StsRoles(clients, request.region());
    this.session = new RenewedSession(this::assume, clock);
  }

  @Override
  public AwsCaller caller() throws InterruptedException {
    var now = session.current();
    return new AwsCaller(
        now.account(), now.arn(), origin(), Optional.empty(), Optional.of(now.end()));
  }

  private String origin() {
    var way = hop.before().stream().map(role -> "`" + role + "`").toList();
    return "role `%s`, %s, by %s"
        .formatted(
            hop.role(),
            way.isEmpty() ? "assumed" : "through " + String.join(" and ", way),
            request.role().isEmpty()
                ? "the credentials of this machine"
                : AssumedRole.proof(request));
  }

  @Override
  public AwsCredentials credentials() throws InterruptedException {
    return session.current().credentials();
  }

  @Override
  public boolean renew(AwsCredentials ended) throws InterruptedException {
    return session.renew(ended);
  }

  private Session assume() throws InterruptedException {
    try {
      var answer = clients.call(source, by -> sts.client().assumeRole(wish(by)));
      return sts.session(hop.role(), answer.credentials(), answer.assumedRoleUser());
    } catch (SdkException e) {
      throw ChainFailures.notAssumed(e, sts.server(), request, hop);
    }
  }

  private AssumeRoleRequest wish(AwsCredentials by) {
    var wished = request.session();
    var wish =
        AssumeRoleRequest.builder()
            .roleArn(hop.role().toString())
            .roleSessionName(wished.name())
            .durationSeconds((int) shorter(wished.duration(), LONGEST).toSeconds())
            .externalId(wished.externalId().orElse(null))
            .overrideConfiguration(
                call -> call.credentialsProvider(StaticCredentialsProvider.create(by)));
    if (hop.isLast()) {
      wish.policy(wished.policies().inline().orElse(null)).policyArns(arns(wished.policies()));
    }
    var tags = tags(wished.tags());
    if (!tags.isEmpty()) {
      wish.tags(tags);
    }
    if (hop.number() == 1 && !wished.tags().transitive().isEmpty()) {
      wish.transitiveTagKeys(wished.tags().transitive());
    }
    return wish.build();
  }

  /// What goes through the chain by itself may not be said again.
  private List<Tag> tags(SessionTags wished) {
    return wished.tags().entrySet().stream()
        .filter(tag -> hop.number() == 1 || !wished.transitive().contains(tag.getKey()))
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  static @Nullable List<PolicyDescriptorType> arns(IdentityRequest.SessionPolicies policies) {
    return policies.managed().isEmpty()
        ? null
        : policies.managed().stream()
            .map(arn -> PolicyDescriptorType.builder().arn(arn).build())
            .toList();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    sts.close();
    source.close();
  }
}

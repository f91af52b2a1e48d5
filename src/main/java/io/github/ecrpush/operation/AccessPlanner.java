package io.github.ecrpush.operation;

import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.operation.AccessPlan.Entrance;
import io.github.ecrpush.operation.AccessPlan.FromRole;
import io.github.ecrpush.operation.AccessPlan.Role;
import io.github.ecrpush.operation.AccessPlan.TokenProvider;
import io.github.ecrpush.operation.PolicyWish.Verb;
import io.github.ecrpush.operation.PushRequest.PushMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Works out what AWS has to be told for a request. Nobody is asked anything.
public final class AccessPlanner {

  private static final String USUAL_NAME = "ecr-push";

  private final PushRequest request;
  private final Work work;
  private final WorkflowJob job;
  private final Map<String, Role> roles = new LinkedHashMap<>();

  private AccessPlanner(PushRequest request, Work work, WorkflowJob job) {
    this.request = request;
    this.work = work;
    this.job = job;
  }

  /// What is done at targets in the end, by the last role on the way there.
  private record Work(PushRequest request, Verb verb) {

    /// A check calls what shows whether a push may do something, and changes nothing.
    List<Grant> at(List<Target.Ecr> targets) {
      boolean pushes = request.rules().push() != PushMode.NEVER;
      return switch (verb) {
        case PUSH ->
            pushes ? NeededGrants.ofPush(request, targets) : NeededGrants.ofBuild(request, targets);
        case CHECK ->
            pushes
                ? NeededGrants.at(request, targets).stream().flatMap(Work::shown).toList()
                : List.of();
      };
    }

    private static Stream<Grant> shown(Grant grant) {
      var actions = grant.actions().stream().filter(Permission::shows).toList();
      return actions.isEmpty()
          ? Stream.empty()
          : Stream.of(new Grant(grant.sid(), actions, grant.resources(), grant.conditions()));
    }
  }

  /// The plan for a job with this request.
  ///
  /// @throws FailureException if there is nothing to allow, or nobody knows which job it is for
  public static AccessPlan plan(PushRequest request, PolicyWish wish, WorkflowJobReader jobs) {
    var targets = new LinkedHashMap<IdentityRequest, List<Target.Ecr>>();
    for (var target : request.targets()) {
      if (target instanceof Target.Ecr ecr) {
        targets.computeIfAbsent(ecr.who(), _ -> new ArrayList<>()).add(ecr);
      }
    }
    var work = new Work(request, wish.verb());
    targets.values().removeIf(theirs -> work.at(theirs).isEmpty());
    if (targets.isEmpty()) {
      throw new FailureException(PolicyFailures.notNeeded());
    }
    return new AccessPlanner(request, work, jobs.read(wish)).plan(targets);
  }

  private AccessPlan plan(Map<IdentityRequest, List<Target.Ecr>> targets) {
    var audiences =
        targets.keySet().stream().map(who -> who.proof().audience()).distinct().toList();
    var provider = new TokenProvider(job.issuer(), audiences);
    targets.forEach((who, theirs) -> {
      var audience = new TokenProvider(job.issuer(), List.of(who.proof().audience()));
      add(who, theirs, job.entrance(audience));
    });
    var unknown = work.verb() == Verb.PUSH ? new BaseGrants(request).unknown() : List.<String>of();
    return new AccessPlan(provider, List.copyOf(roles.values()), unknown);
  }

  /// The roles on the way to some targets: each may assume the next, and the last may do the work.
  private void add(IdentityRequest who, List<Target.Ecr> targets, Entrance first) {
    var chain = who.roles().chain();
    var may = chain.isEmpty() ? work.at(targets) : assume(who, chain.getFirst());
    var role =
        who.role()
            .map(arn -> role(arn, first, may))
            .orElseGet(() -> {
              var account = targets.getFirst().account();
              return new Role(who.region().partition(), account, USUAL_NAME, List.of(first), may);
            });
    add(role);
    for (int i = 0; i < chain.size(); i++) {
      boolean last = i == chain.size() - 1;
      role =
          role(
              chain.get(i),
              from(who, role),
              last ? work.at(targets) : assume(who, chain.get(i + 1)));
      add(role);
    }
  }

  private static Role role(RoleArn arn, Entrance entrance, List<Grant> grants) {
    return new Role(
        arn.partition(), Optional.of(arn.account()), arn.name(), List.of(entrance), grants);
  }

  private static Entrance from(IdentityRequest who, Role before) {
    var equal = new LinkedHashMap<String, List<String>>();
    who.session().externalId().ifPresent(id -> equal.put("sts:ExternalId", List.of(id)));
    return new FromRole(before.arn(), isTagged(who), equal);
  }

  private static boolean isTagged(IdentityRequest who) {
    return !who.session().tags().tags().isEmpty();
  }

  private static List<Grant> assume(IdentityRequest who, RoleArn next) {
    var actions =
        isTagged(who) ? List.of("sts:AssumeRole", "sts:TagSession") : List.of("sts:AssumeRole");
    return List.of(new Grant("AssumeNextRole", actions, List.of(next.toString())));
  }

  /// A role that leads to several targets is one role.
  private void add(Role role) {
    var key = "%s:%s:%s".formatted(role.partition(), role.account(), role.name());
    roles.merge(
        key,
        role,
        (one, other) ->
            new Role(
                one.partition(),
                one.account(),
                one.name(),
                Stream.concat(one.entrances().stream(), other.entrances().stream())
                    .distinct()
                    .toList(),
                Grant.joined(
                    Stream.concat(one.grants().stream(), other.grants().stream()).toList())));
  }
}

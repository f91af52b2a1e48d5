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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Works out what AWS has to be told for a request. Nobody is asked anything.
public final class AccessPlanner {

  private static final String USUAL_NAME = "ecr-push";

  private final WorkflowJob job;
  private final Map<String, Role> roles = new LinkedHashMap<>();

  private AccessPlanner(WorkflowJob job) {
    this.job = job;
  }

  /// A way to some targets, and what is done there by the last role on it.
  private record Journey(IdentityRequest who, List<Target.Ecr> targets, List<Grant> work) {

    String audience() {
      return who.proof().audience();
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
    var journeys = new ArrayList<Journey>();
    targets.forEach((who, theirs) ->
        journeys.add(new Journey(who, theirs, work(request, wish.verb(), theirs))));
    journeys.removeIf(journey -> journey.work().isEmpty());
    if (journeys.isEmpty()) {
      throw new FailureException(PolicyFailures.notNeeded());
    }
    var unknown = wish.verb() == Verb.PUSH ? new BaseGrants(request).unknown() : List.<String>of();
    return new AccessPlanner(jobs.read(wish)).plan(journeys, unknown);
  }

  /// A check calls what shows whether a push may do something, and changes nothing.
  private static List<Grant> work(PushRequest request, Verb verb, List<Target.Ecr> targets) {
    return switch (verb) {
      case PUSH -> NeededGrants.of(request, targets);
      case CHECK ->
          NeededGrants.ofPush(request, targets).stream().flatMap(AccessPlanner::shown).toList();
    };
  }

  private static Stream<Grant> shown(Grant grant) {
    var actions = grant.actions().stream().filter(Permission::shows).toList();
    return actions.isEmpty()
        ? Stream.empty()
        : Stream.of(new Grant(grant.sid(), actions, grant.resources(), grant.conditions()));
  }

  private AccessPlan plan(List<Journey> journeys, List<String> unknown) {
    var audiences = journeys.stream().map(Journey::audience).distinct().toList();
    journeys.forEach(this::add);
    var provider = new TokenProvider(job.issuer(), audiences);
    return new AccessPlan(provider, List.copyOf(roles.values()), unknown);
  }

  /// The roles on the way to some targets: each may assume the next, and the last may do the work.
  private void add(Journey journey) {
    var who = journey.who();
    var first = job.entrance(new TokenProvider(job.issuer(), List.of(journey.audience())));
    var chain = who.roles().chain();
    var may = chain.isEmpty() ? journey.work() : assume(who, chain.getFirst());
    var role =
        who.role()
            .map(arn -> role(arn, first, may))
            .orElseGet(() -> {
              var account = journey.targets().getFirst().account();
              return new Role(who.region().partition(), account, USUAL_NAME, List.of(first), may);
            });
    add(role);
    for (int i = 0; i < chain.size(); i++) {
      boolean last = i == chain.size() - 1;
      role =
          role(
              chain.get(i), from(who, role), last ? journey.work() : assume(who, chain.get(i + 1)));
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

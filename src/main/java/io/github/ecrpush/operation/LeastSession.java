package io.github.ecrpush.operation;

import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.aws.IdentityRequest.SessionPolicies;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import java.util.List;

/// Cuts a session down to what a request needs, whatever its role may do, when that is wished.
record LeastSession(PushRequest request, ProgressListener listener) {

  /// Who to be, with a policy for all targets that are reached so. Part of a policy would let a run
  /// fail half way, so one that does not fit is left out, aloud.
  IdentityRequest of(IdentityRequest who) {
    if (who.roles().last().isEmpty() || !isWished(who)) {
      return who;
    }
    var policy = Json.write(Grant.document(NeededGrants.of(request, reachedBy(who))));
    int characters =
        policy.length()
            + who.session().policies().managed().stream().mapToInt(String::length).sum();
    if (characters > SessionPolicies.MOST_CHARACTERS) {
      listener.on(
          new Warning(
              "`session-policy: auto` has no effect: the policy for these targets has %d characters, and AWS takes %d. The run goes on with all that the role may do."
                  .formatted(characters, SessionPolicies.MOST_CHARACTERS)));
      return who;
    }
    return who.restrictedBy(policy);
  }

  /// One image that wishes it is enough: the policy holds what the others need as well.
  private boolean isWished(IdentityRequest who) {
    return request.images().stream()
        .filter(image -> image.rules().leastSession())
        .flatMap(image -> image.targets().stream())
        .anyMatch(target -> target instanceof Target.Ecr ecr && ecr.who().equals(who));
  }

  private List<Target.Ecr> reachedBy(IdentityRequest who) {
    return request.targets().stream()
        .filter(Target.Ecr.class::isInstance)
        .map(Target.Ecr.class::cast)
        .filter(target -> target.who().equals(who))
        .toList();
  }
}

package io.github.ecrpush.operation;

import io.github.ecrpush.aws.TrustStatement;
import io.github.ecrpush.operation.AccessPlan.ByToken;
import io.github.ecrpush.operation.AccessPlan.TokenProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A job as GitHub's tokens speak of it.
///
/// @param issuer who makes the tokens
/// @param subjects in each form that is wished
/// @param ref the branch or tag, where the subject does not say it
record WorkflowJob(String issuer, List<String> subjects, Optional<String> ref) {

  WorkflowJob {
    subjects = List.copyOf(subjects);
  }

  /// The way in for this job and no other.
  ByToken entrance(TokenProvider provider) {
    var equal = new LinkedHashMap<String, List<String>>();
    equal.put(provider.name() + ":aud", provider.audiences());
    equal.put(provider.name() + ":sub", subjects.stream().map(TrustStatement::literal).toList());
    ref.ifPresent(
        name -> equal.put(provider.name() + ":ref", List.of(TrustStatement.literal(name))));
    return new ByToken(equal);
  }
}

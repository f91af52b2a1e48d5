package io.github.ecrpush.operation;

import io.github.ecrpush.aws.JobConditions;
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
/// @param calledWorkflow the reusable workflow that has the job, where it is in one
record WorkflowJob(
    String issuer, List<String> subjects, Optional<String> ref, Optional<String> calledWorkflow) {

  WorkflowJob {
    subjects = List.copyOf(subjects);
  }

  /// The way in for this job and no other.
  ByToken entrance(TokenProvider provider) {
    var further = new LinkedHashMap<String, String>();
    ref.ifPresent(name -> further.put(JobConditions.REF, name));
    calledWorkflow.ifPresent(name -> further.put(JobConditions.CALLED_WORKFLOW, name));
    return new ByToken(new JobConditions(issuer, provider.audiences(), subjects, further).wanted());
  }
}

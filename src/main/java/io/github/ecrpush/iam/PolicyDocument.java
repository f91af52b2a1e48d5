package io.github.ecrpush.iam;

import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A policy document of AWS: a trust policy, a repository's policy or an identity's.
public record PolicyDocument(List<Statement> statements) {

  private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /// Reads a document and refuses what it does not understand, since a condition that is skipped
  /// lets everybody in.
  ///
  /// @throws PolicyException if it is not a policy document
  public static PolicyDocument parse(JsonTree document) {
    if (!document.isObject()) {
      throw new PolicyException("the document", "A policy document is a JSON object.");
    }
    for (var name : document.members().keySet()) {
      if (!MEMBERS.contains(name)) {
        throw new PolicyException(name, "A policy document has no member `" + name + "`.");
      }
    }
    var version = document.at("Version").text().orElse("2008-10-17");
    if (!VERSIONS.contains(version)) {
      throw new PolicyException("Version", "The version is `2012-10-17`, not `" + version + "`.");
    }
    return new PolicyDocument(statements(document.at("Statement")));
  }

  private static List<Statement> statements(JsonTree tree) {
    if (tree.isObject()) {
      return List.of(Statement.parse(tree, "Statement"));
    }
    if (!tree.isArray()) {
      throw new PolicyException("Statement", "A policy document has a list of statements.");
    }
    var statements = new ArrayList<Statement>();
    for (var element : tree.elements()) {
      statements.add(Statement.parse(element, "Statement[%d]".formatted(statements.size())));
    }
    return statements;
  }

  /// A denial wins over every permission, and what nobody allows is denied.
  public Verdict evaluate(AccessRequest request) {
    Optional<Statement> allowing = Optional.empty();
    var reasons = new ArrayList<String>();
    for (var statement : statements) {
      var obstacles = statement.obstacles(request);
      if (!obstacles.isEmpty()) {
        if (statement.allows()) {
          reasons.add(statement.name() + ": " + String.join("; ", obstacles));
        }
      } else if (statement.allows()) {
        allowing = allowing.or(() -> Optional.of(statement));
      } else {
        return new Verdict.Denied(List.of(statement.name() + " denies it"));
      }
    }
    if (reasons.isEmpty()) {
      reasons.add("the policy allows nothing");
    }
    return allowing
        .<Verdict>map(statement -> new Verdict.Allowed(statement.name()))
        .orElseGet(() -> new Verdict.Denied(reasons));
  }
}

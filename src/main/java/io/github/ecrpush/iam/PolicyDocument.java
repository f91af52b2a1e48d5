package io.github.ecrpush.iam;

import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A policy document of AWS: a trust policy, a repository's policy or an identity's.
public record PolicyDocument(List<Statement> statements) {

  private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
  private static final String WITH_VARIABLES = "2012-10-17";
  private static final Set<String> VERSIONS = Set.of(WITH_VARIABLES, "2008-10-17");

  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /// Reads a document and refuses what it does not understand, since a condition that is skipped
  /// lets everybody in.
  ///
  /// @throws PolicyException if it is not a policy document
  public static PolicyDocument parse(JsonTree document) {
    return parse(document, false);
  }

  /// Reads a document that is only to be explained: conditions may have operators that are not
  /// known here.
  ///
  /// @throws PolicyException if it is not a policy document
  public static PolicyDocument parseToExplain(JsonTree document) {
    return parse(document, true);
  }

  private static PolicyDocument parse(JsonTree document, boolean toExplain) {
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
    var reading = new Reading(version.equals(WITH_VARIABLES), toExplain);
    return new PolicyDocument(statements(document.at("Statement"), reading));
  }

  private static List<Statement> statements(JsonTree tree, Reading reading) {
    if (tree.isObject()) {
      return List.of(Statement.parse(tree, "Statement", reading));
    }
    if (!tree.isArray()) {
      throw new PolicyException("Statement", "A policy document has a list of statements.");
    }
    var statements = new ArrayList<Statement>();
    for (var element : tree.elements()) {
      var place = "Statement[%d]".formatted(statements.size());
      statements.add(Statement.parse(element, place, reading));
    }
    return statements;
  }

  /// Reads a document of one kind, which says whom it is about, or does not.
  ///
  /// @throws PolicyException if it is not a policy document, or one of another kind
  public static PolicyDocument parse(JsonTree document, PolicyKind kind) {
    var policy = parse(document);
    for (var statement : policy.statements) {
      if (statement.principals().isPresent() != kind.namesPrincipals()) {
        throw new PolicyException(
            statement.name(),
            kind.namesPrincipals()
                ? "A statement of %s names its `Principal`.".formatted(kind.wordsWithArticle())
                : "A statement of %s has no `Principal`.".formatted(kind.wordsWithArticle()));
      }
      boolean wrong =
          kind == PolicyKind.TRUST
              ? statement.resources().isPresent()
              : statement.resources().isEmpty() && !kind.namesPrincipals();
      if (wrong) {
        throw new PolicyException(
            statement.name(),
            kind == PolicyKind.TRUST
                ? "A statement of the role trust policy has no `Resource`."
                : "A statement of %s names its `Resource`.".formatted(kind.wordsWithArticle()));
      }
    }
    return policy;
  }

  /// What this document alone says: a denial wins over every permission, and what nobody allows is
  /// denied.
  public Verdict evaluate(AccessRequest request) {
    var denying = denying(request);
    if (denying.isPresent()) {
      return new Verdict.Denied(List.of(denying.get().name() + " denies it"));
    }
    return allowing(request).stream()
        .findFirst()
        .<Verdict>map(statement -> new Verdict.Allowed(statement.name()))
        .orElseGet(() -> new Verdict.Denied(reasons(request)));
  }

  Optional<Statement> denying(AccessRequest request) {
    return statements.stream()
        .filter(statement -> !statement.allows() && statement.speaksAbout(request))
        .findFirst();
  }

  List<Statement> allowing(AccessRequest request) {
    return statements.stream()
        .filter(statement -> statement.allows() && statement.speaksAbout(request))
        .toList();
  }

  /// Why no statement allows a request.
  List<String> reasons(AccessRequest request) {
    var reasons =
        statements.stream()
            .filter(Statement::allows)
            .map(statement ->
                statement.name()
                    + ": "
                    + String.join(
                        "; ", statement.obstacles(request).stream().map(Obstacle::words).toList()))
            .toList();
    return reasons.isEmpty() ? List.of("the policy allows nothing") : reasons;
  }
}

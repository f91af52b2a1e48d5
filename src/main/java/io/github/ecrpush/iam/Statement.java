package io.github.ecrpush.iam;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One rule of a policy: who may, or may not, do what, on what, when.
///
/// @param name its `Sid`, or its place in the document
/// @param principals absent in the policy of an identity
/// @param resources absent in a trust policy
/// @param variables whether variables are filled in, as the document's version says
public record Statement(
    String name,
    boolean allows,
    Optional<PrincipalRule> principals,
    PatternRule actions,
    Optional<PatternRule> resources,
    List<Condition> conditions,
    boolean variables) {

  private static final Set<String> MEMBERS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  /// Patterns of which one must fit, or none of which may.
  record PatternRule(boolean negated, List<String> patterns) {
    boolean coversAction(String action) {
      return patterns.stream()
              .map(pattern -> pattern.toLowerCase(Locale.ROOT))
              .anyMatch(pattern -> Wildcard.matches(pattern, action))
          != negated;
    }

    boolean coversResource(String resource, AccessRequest request, boolean variables) {
      return patterns.stream()
              .flatMap(pattern -> filled(pattern, request, variables).stream())
              .anyMatch(pattern -> ArnPattern.coversResource(resource, pattern))
          != negated;
    }

    private static Optional<int[]> filled(
        String pattern, AccessRequest request, boolean variables) {
      return variables
          ? Variables.fill(pattern, request)
          : Optional.of(pattern.chars().map(Wildcard::unit).toArray());
    }
  }

  public Statement {
    conditions = List.copyOf(conditions);
  }

  static Statement parse(JsonTree tree, String place, Reading reading) {
    if (!tree.isObject()) {
      throw new PolicyException(place, "A statement is a JSON object.");
    }
    for (var name : tree.members().keySet()) {
      if (!MEMBERS.contains(name)) {
        throw new PolicyException(place, "A statement has no member `" + name + "`.");
      }
    }
    var actions =
        rule(tree, "Action", place)
            .orElseThrow(() -> new PolicyException(place, "A statement names its `Action`."));
    return new Statement(
        tree.at("Sid").text().orElse(place),
        effect(tree, place),
        PrincipalRule.parse(tree, place),
        actions,
        rule(tree, "Resource", place),
        Condition.parse(tree.at("Condition"), place + ".Condition", reading),
        reading.variables());
  }

  private static boolean effect(JsonTree tree, String place) {
    return switch (tree.at("Effect").text().orElse("")) {
      case "Allow" -> true;
      case "Deny" -> false;
      default -> throw new PolicyException(place + ".Effect", "The effect is `Allow` or `Deny`.");
    };
  }

  private static Optional<PatternRule> rule(JsonTree tree, String name, String place) {
    var positive = Texts.of(tree.at(name), place + "." + name);
    var negative = Texts.of(tree.at("Not" + name), place + ".Not" + name);
    if (positive.isPresent() && negative.isPresent()) {
      throw new PolicyException(
          place, "A statement has `%s` or `Not%s`, not both.".formatted(name, name));
    }
    return positive
        .map(patterns -> new PatternRule(false, patterns))
        .or(() -> negative.map(patterns -> new PatternRule(true, patterns)));
  }

  /// Whether it is about this action by this principal, whatever its conditions say.
  public boolean isAbout(AccessRequest request) {
    return isAboutAction(request.action()) && isAboutPrincipal(request);
  }

  /// Whether it is about an action, whoever asks.
  public boolean isAboutAction(String action) {
    return actions.coversAction(action.toLowerCase(Locale.ROOT));
  }

  /// As the policy writes it: `"Action": "sts:AssumeRole"`.
  public String actionsAsWritten() {
    var names = actions.patterns();
    return "\"%s\": %s"
        .formatted(
            actions.negated() ? "NotAction" : "Action",
            names.size() == 1 ? Json.write(names.getFirst()) : Json.write(names));
  }

  private boolean isAboutPrincipal(AccessRequest request) {
    return principals.map(rule -> grant(rule, request) != Naming.NONE).orElse(true);
  }

  /// Why this statement does not speak about a request; nothing when it does. When it is about the
  /// action, principal and resource, every condition that is not met is named.
  public List<Obstacle> obstacles(AccessRequest request) {
    if (!isAboutAction(request.action())) {
      return List.of(new Obstacle.OtherAction(request.action()));
    }
    if (!isAboutPrincipal(request)) {
      return List.of(
          new Obstacle.OtherPrincipal(request.principal().map(AccessRequest.Principal::name)));
    }
    if (resources.isPresent()
        && !request
            .resource()
            .map(asked -> resources.get().coversResource(asked, request, variables))
            .orElse(false)) {
      return List.of(new Obstacle.OtherResource(request.resource()));
    }
    var unmet = new ArrayList<Obstacle>();
    for (var condition : conditions) {
      if (!condition.holds(request)) {
        unmet.add(condition.unmet(request));
      }
    }
    return unmet;
  }

  boolean speaksAbout(AccessRequest request) {
    return obstacles(request).isEmpty();
  }

  /// By which of its names this statement means who asks.
  Naming grant(AccessRequest request) {
    return principals.map(rule -> grant(rule, request)).orElse(Naming.NONE);
  }

  private Naming grant(PrincipalRule rule, AccessRequest request) {
    return request.principal().map(who -> rule.grant(who, allows)).orElse(Naming.NONE);
  }
}

package io.github.ecrpush.iam;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The cases of `iam/evaluation-cases.json`, which know nothing of our classes.
record EvaluationCases(JsonTree defaults, List<JsonTree> cases) {

  private static final int ACCOUNT_PART = 4;

  static EvaluationCases read() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            EvaluationCases.class.getResourceAsStream("/iam/evaluation-cases.json"))) {
      var document = Json.parse(file);
      return new EvaluationCases(document.at("defaults"), document.at("cases").elements());
    }
  }

  String text(JsonTree one, String name) {
    return one.at(name).text().or(() -> defaults.at(name).text()).orElseThrow();
  }

  /// What we say to a case, in its words.
  String decided(JsonTree one) {
    return switch (policies(one).decide(request(one), resource(one))) {
      case Decision.Allowed _ -> "allow";
      case Decision.DeniedExplicitly(var kind, var _) -> "deny in " + kind.words();
      case Decision.DeniedImplicitly(var kind, var _) -> "no " + kind.words();
    };
  }

  private CallerPolicies policies(JsonTree one) {
    var levels = new ArrayList<List<PolicyDocument>>();
    one.at("scp").elements().forEach(level -> levels.add(List.of(document(one, level))));
    return new CallerPolicies(
        levels,
        policy(one, "identity").stream().toList(),
        policy(one, "boundary"),
        policy(one, "session").map(List::of));
  }

  private CallerPolicies.Resource resource(JsonTree one) {
    var parts = text(one, "resource").split(":", -1);
    var kind = text(one, "policyKind").equals("trust") ? PolicyKind.TRUST : PolicyKind.RESOURCE;
    var account = parts.length > ACCOUNT_PART ? parts[ACCOUNT_PART] : "111122223333";
    return new CallerPolicies.Resource(account, policy(one, "resourcePolicy"), kind);
  }

  private AccessRequest request(JsonTree one) {
    var values = new LinkedHashMap<String, List<String>>();
    one.at("context").members().forEach((key, value) -> values.put(key, texts(value)));
    return new AccessRequest(
        text(one, "action"),
        Optional.of(new AccessRequest.Principal(text(one, "callerType"), text(one, "caller"))),
        Optional.of(text(one, "resource")),
        values);
  }

  private static List<String> texts(JsonTree value) {
    return value.isArray()
        ? value.elements().stream().map(element -> element.text().orElseThrow()).toList()
        : List.of(value.text().orElseThrow());
  }

  private Optional<PolicyDocument> policy(JsonTree one, String name) {
    var statements = one.at(name);
    return statements.isMissing() ? Optional.empty() : Optional.of(document(one, statements));
  }

  private PolicyDocument document(JsonTree one, JsonTree statements) {
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", text(one, "version"));
    document.put("Statement", Objects.requireNonNull(statements.value()));
    return PolicyDocument.parse(Json.parse(Json.write(Map.copyOf(document))));
  }
}

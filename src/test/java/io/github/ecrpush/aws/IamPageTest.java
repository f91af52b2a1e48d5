package io.github.ecrpush.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.AccessRequest.Principal;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.Verdict;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documents of `docs/iam.md` do what the page says of them.
class IamPageTest {

  private static final Pattern SNIPPET =
      Pattern.compile("(?m)^(Lets in|Allows) (.+)\\n\\n```json\\n((?s:.+?))```$");
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");
  private static final RoleArn ROLE = new RoleArn("aws", new AwsAccount("123456789012"), "ci");

  /// A document, and what the page says above it.
  record Snippet(String verb, List<String> words, String json) {

    PolicyDocument policy() {
      return PolicyDocument.parse(Json.parse(json));
    }

    /// The words `name: value`.
    Map<String, String> values() {
      var values = new LinkedHashMap<String, String>();
      for (var word : words) {
        int colon = word.indexOf(": ");
        values.put(word.substring(0, colon), word.substring(colon + 2));
      }
      return values;
    }
  }

  static Stream<Snippet> snippets() throws IOException {
    return SNIPPET
        .matcher(Files.readString(Path.of("docs/iam.md")))
        .results()
        .map((MatchResult found) ->
            new Snippet(
                found.group(1),
                WORD.matcher(found.group(2)).results().map(word -> word.group(1)).toList(),
                found.group(3)));
  }

  @Test
  void says_of_every_document_what_it_does() throws IOException {
    var documents = Files.readString(Path.of("docs/iam.md")).split("```json", -1).length - 1;

    assertThat(snippets().count()).isEqualTo(documents).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void does_what_the_page_says(Snippet snippet) {
    if (snippet.verb().equals("Allows")) {
      allows(snippet);
    } else if (snippet.values().containsKey("caller")) {
      letsRoleIn(snippet);
    } else {
      letsJobIn(snippet);
    }
  }

  private static void letsJobIn(Snippet snippet) {
    assertThat(review(snippet.values(), snippet)).isInstanceOf(TrustFinding.LetsIn.class);
    for (var other : List.of("octo/web", "else/app")) {
      var values = new LinkedHashMap<>(snippet.values());
      values.computeIfPresent(
          "sub", (_, sub) -> "repo:" + other + sub.substring(sub.indexOf(':', 5)));
      assertThat(review(values, snippet)).isInstanceOf(TrustFinding.Unmet.class);
    }
    for (var claim : List.of("aud", "ref", "job_workflow_ref")) {
      var values = new LinkedHashMap<>(snippet.values());
      if (values.replace(claim, "other") != null) {
        assertThat(review(values, snippet)).isInstanceOf(TrustFinding.Unmet.class);
      }
    }
  }

  private static TrustFinding review(Map<String, String> values, Snippet snippet) {
    var said = new LinkedHashMap<>(values);
    said.put("iss", "https://token.actions.githubusercontent.com");
    return new TrustReview(ROLE, TokenClaims.of(new JsonTree(said)), "x").of(snippet.policy());
  }

  private static void letsRoleIn(Snippet snippet) {
    var caller = snippet.values().getOrDefault("caller", "");

    assertThat(assume(snippet, caller, "octo-42")).isInstanceOf(Verdict.Allowed.class);
    assertThat(assume(snippet, caller + "2", "octo-42")).isInstanceOf(Verdict.Denied.class);
    assertThat(assume(snippet, caller, "other")).isInstanceOf(Verdict.Denied.class);
  }

  private static Verdict assume(Snippet snippet, String caller, String externalId) {
    return snippet
        .policy()
        .evaluate(
            new AccessRequest(
                "sts:AssumeRole",
                Optional.of(new Principal("AWS", caller)),
                Optional.empty(),
                Map.of("sts:ExternalId", List.of(externalId))));
  }

  private static void allows(Snippet snippet) {
    var action = snippet.words().get(0);
    var resource = snippet.words().get(1);

    assertThat(ask(snippet, action, resource)).isInstanceOf(Verdict.Allowed.class);
    assertThat(ask(snippet, action, resource + "2")).isInstanceOf(Verdict.Denied.class);
    assertThat(ask(snippet, "ecr:DeleteRepository", resource)).isInstanceOf(Verdict.Denied.class);
  }

  private static Verdict ask(Snippet snippet, String action, String resource) {
    return snippet
        .policy()
        .evaluate(new AccessRequest(action, Optional.empty(), Optional.of(resource), Map.of()));
  }
}

package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.testing.ActionList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything that we call an action, a resource or a condition key, held against AWS's list.
class PolicyActionsIT {

  private static final Pattern NAME = Pattern.compile("\\b(?:ecr|sts|iam|kms):[A-Z]\\w+/?");

  /// GitHub's claims are keys of whoever set the provider up, so no list has them.
  private static final String CLAIM = "token.actions.githubusercontent.com:";

  private static ActionList list;

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws Exception {
    list = ActionList.read();
  }

  @Test
  void has_every_name_that_stands_in_our_sources_and_pages() throws IOException {
    assertThat(names("src/main/java", ".java"))
        .hasSizeGreaterThan(40)
        .allMatch(PolicyActionsIT::isListed);
    assertThat(names("docs", ".md")).hasSizeGreaterThan(10).allMatch(PolicyActionsIT::isListed);
    assertThat(isListed("ecr:PutImages")).isFalse();
  }

  @Test
  void fits_together_in_every_printed_policy() {
    for (var sample : new PolicySamples(folder).all()) {
      assertThat(sample.policies().flatMap(PolicyActionsIT::statements))
          .as(sample.name())
          .isNotEmpty()
          .allSatisfy(statement -> assertThat(list.misfits(statement)).isEmpty());
      assertThat(sample.trustPolicies().flatMap(PolicyActionsIT::statements))
          .as(sample.name())
          .isNotEmpty()
          .allSatisfy(statement ->
              assertThat(list.misfits(on("arn:aws:iam::123456789012:role/ci", statement)))
                  .allMatch(misfit -> misfit.contains(" has no " + CLAIM)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ecr:PutImages, arn:aws:ecr:eu-west-3:123456789012:repository/app, kms:ViaService, is no action",
    "ecr:PutImage, *, aws:SourceArn, is never done to *",
    "ecr:PutImage, arn:aws:ecr:eu-west-3:123456789012:image/app, aws:SourceArn, is never done to",
    "ecr:GetAuthorizationToken, arn:aws:ecr:eu-west-3:123456789012:repository/app, aws:SourceArn,"
        + " is never done to",
    "ecr:PutImage, arn:aws:ecr:eu-west-3:123456789012:repository/app, kms:ViaService, has no",
    "kms:DescribeKey, arn:aws:kms:eu-west-3:123456789012:key/k, kms:GrantOperations, has no",
  })
  void would_tell_what_does_not_fit(String action, String resource, String key, String misfit) {
    var statement =
        """
        {"Action": "%s", "Resource": "%s", "Condition": {"StringEquals": {"%s": "x"}}}
        """
            .formatted(action, resource, key);

    assertThat(list.misfits(Json.parse(statement))).anyMatch(told -> told.contains(misfit));
  }

  private static boolean isListed(String name) {
    return list.hasAction(name) || list.hasKey(name);
  }

  private static Stream<JsonTree> statements(JsonTree policy) {
    return policy.at("Statement").elements().stream();
  }

  /// A role that is entered is what its trust policy is about.
  private static JsonTree on(String role, JsonTree trust) {
    var statement = new LinkedHashMap<String, Object>();
    trust.members().forEach((name, value) -> statement.put(name, value.value()));
    statement.put("Resource", role);
    return new JsonTree(statement);
  }

  private static Set<String> names(String root, String end) throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.walk(Path.of(root))) {
      for (var file : files.filter(path -> path.toString().endsWith(end)).toList()) {
        NAME.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group()));
      }
    }
    return names;
  }
}

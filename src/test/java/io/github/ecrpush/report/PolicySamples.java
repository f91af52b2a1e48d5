package io.github.ecrpush.report;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.Plans;
import io.github.ecrpush.operation.PolicyWish;
import io.github.ecrpush.operation.PolicyWish.Subject;
import io.github.ecrpush.operation.PolicyWish.Verb;
import io.github.ecrpush.report.LeastPrivilegeIT.Use;
import io.github.ecrpush.report.LeastPrivilegeIT.Variant;
import io.github.ecrpush.report.PolicyText.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is printed for all kinds of uses, to be shown to tools that know policies.
record PolicySamples(Path folder) {

  private static final PolicyWish PUSH = Plans.wish(Verb.PUSH);

  /// What is printed for a use.
  record Sample(String name, AccessPlan plan) {

    String text(Format format) {
      return PolicyText.of(plan, format);
    }

    /// What each role may do.
    Stream<JsonTree> policies() {
      return roles().map(role -> role.at("policy"));
    }

    Stream<JsonTree> trustPolicies() {
      return roles().map(role -> role.at("trust"));
    }

    private Stream<JsonTree> roles() {
      var printed = Json.parse(text(Format.JSON));
      return Stream.concat(Stream.of(printed), printed.at("further-roles").elements().stream());
    }
  }

  List<Sample> all() {
    return Stream.concat(LeastPrivilegeIT.uses().map(this::of), others()).toList();
  }

  private Sample of(Use use) {
    return sample(use.name(), Variant.inputs(use, "app"), Plans.wish(use.verb()));
  }

  private Stream<Sample> others() {
    return Stream.of(
        sample("no role that is named", Map.of(Input.ROLE_TO_ASSUME, ""), PUSH),
        sample(
            "a role with a path",
            Map.of(Input.ROLE_TO_ASSUME, "arn:aws:iam::123456789012:role/ci/x.y-z"),
            PUSH),
        sample(
            "a key that is named by its alias",
            Map.of(Input.CREATE_REPOSITORY, "if-missing", Input.KMS_KEY, "alias/images"),
            PUSH),
        sample(
            "several accounts",
            Map.of(Input.ROLE_CHAIN, "arn:aws:iam::210987654321:role/push"),
            PUSH),
        sample(
            "a base image and a push in another account",
            Map.of(Input.REGISTRY_ID, "210987654321", Input.FILE, dockerfile()),
            PUSH),
        sample(
            "China",
            Map.of(
                Input.AWS_REGION,
                "cn-north-1",
                Input.ROLE_TO_ASSUME,
                "arn:aws-cn:iam::123456789012:role/ci"),
            PUSH),
        sample(
            "an environment, both subjects and a called workflow",
            Map.of(),
            new PolicyWish(
                Verb.PUSH,
                Subject.BOTH,
                Optional.of("prod"),
                Optional.of("octo/shared/.github/workflows/push.yml@refs/heads/main"))));
  }

  private String dockerfile() {
    var file = folder.resolve("base.Dockerfile");
    try {
      Files.writeString(file, "FROM 210987654321.dkr.ecr.us-east-1.amazonaws.com/team/base:1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  private Sample sample(String name, Map<Input, String> given, PolicyWish wish) {
    var job = new HashMap<>(Plans.JOB);
    job.put("GITHUB_REPOSITORY_ID", "42");
    job.put("GITHUB_REPOSITORY_OWNER_ID", "17");
    return new Sample(name, new Plans(folder).plan(job, given, wish));
  }
}

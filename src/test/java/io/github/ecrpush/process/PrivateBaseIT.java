package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.Sandbox;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.SandboxWords;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A base image in a private repository, pulled by a real engine under the printed policy: what
/// engines ask a registry for needs exactly the two actions.
class PrivateBaseIT {

  private static final String ACCOUNT = "123456789012";
  private static final List<String> PULL =
      List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

  /// A role that lacks one action of the printed policy, or none. Each has a base of its own, since
  /// engines remember layers.
  private enum Role {
    WHOLE(""),
    BLIND("ecr:BatchGetImage"),
    EMPTY("ecr:GetDownloadUrlForLayer");

    private final String lacks;

    Role(String lacks) {
      this.lacks = lacks;
    }

    String repository() {
      return "base-" + name().toLowerCase(Locale.ROOT);
    }

    String arn() {
      return "arn:aws:iam::" + ACCOUNT + ":role/" + name();
    }
  }

  @TempDir private Path folder;
  private @Nullable Sandbox sandbox;

  @AfterEach
  void stop() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void is_pulled_with_the_two_actions_and_not_with_one(TestEngine engine) throws Exception {
    var printed = new EnumMap<Role, JsonTree>(Role.class);
    for (var role : Role.values()) {
      printed.put(role, printed(role));
    }
    var started = start(printed);
    sandbox = started;

    for (var role : Role.values()) {
      pushBase(started, other(engine), role).expecting(0);
      var ended = push(started, engine, role);
      if (role.lacks.isEmpty()) {
        assertThat(ended.expecting(0).digest()).startsWith("sha256:");
      } else {
        assertThat(ended.expecting(3).failure()).isEqualTo("base-image-refused");
      }
    }
  }

  /// An engine has what it pushed, and pulls it no more.
  private static TestEngine other(TestEngine engine) {
    return switch (engine) {
      case GRAPH -> TestEngine.CONTAINERD;
      case CONTAINERD -> TestEngine.GRAPH;
    };
  }

  /// What `check policy` prints for a Dockerfile whose base is in ECR.
  private JsonTree printed(Role role) throws Exception {
    var ended =
        program()
            .with(Map.of("GITHUB_REPOSITORY", "octo/app", "GITHUB_REF", "refs/heads/main"))
            .run(words("check policy", role))
            .expecting(0);
    return Json.parse(ended.out());
  }

  private Ended pushBase(Sandbox started, TestEngine engine, Role role) throws Exception {
    var context = BuildFolder.with(folder, "FROM scratch\nCOPY file /file\n", "file", "" + role);
    return inSandbox(started, engine)
        .run(
            "push",
            "--repository",
            role.repository(),
            "--tags",
            "1",
            "--aws-region",
            "eu-west-1",
            "--role-to-assume",
            "arn:aws:iam::" + ACCOUNT + ":role/admin",
            "--context",
            context.toString());
  }

  /// The same, with the base where the sandbox has it.
  private Ended push(Sandbox started, TestEngine engine, Role role) throws Exception {
    var words = new ArrayList<>(List.of(words("push", role)));
    words.add("--build-args");
    words.add("BASE=%s/%s:1".formatted(started.registry(), role.repository()));
    return inSandbox(started, engine).run(words.toArray(String[]::new));
  }

  private String[] words(String verb, Role role) throws IOException {
    var base = "%s.dkr.ecr.eu-west-1.amazonaws.com/%s:1".formatted(ACCOUNT, role.repository());
    var context =
        BuildFolder.with(
            folder, "ARG BASE=" + base + "\nFROM $BASE\nCOPY file /own\n", "file", "own " + role);
    var words = new ArrayList<>(List.of(verb.split(" ", -1)));
    words.addAll(List.of("--repository", "app", "--tags", role.name()));
    words.addAll(List.of("--aws-region", "eu-west-1", "--role-to-assume", role.arn()));
    words.addAll(List.of("--context", context.toString()));
    return words.toArray(String[]::new);
  }

  private Program inSandbox(Sandbox started, TestEngine engine) throws IOException {
    return program().with(started.environment()).on(engine);
  }

  private Program program() throws IOException {
    return Program.in(Files.createTempDirectory(folder, "run"));
  }

  private Sandbox start(Map<Role, JsonTree> printed) throws IOException {
    var account = folder.resolve("iam").resolve(ACCOUNT);
    var roles = Files.createDirectories(account.resolve("roles"));
    Files.writeString(
        Files.createDirectories(account.resolve("oidc-providers")).resolve("github.json"),
        Json.write(
            Map.of(
                "Url",
                "https://token.actions.githubusercontent.com",
                "ClientIdList",
                List.of("sts.amazonaws.com"))));
    var everything = new Grant("", List.of("*"), List.of("*"));
    for (var role : printed.entrySet()) {
      var trust = role.getValue().at("trust");
      var policy = without(role.getKey().lacks, role.getValue().at("policy"));
      write(roles.resolve(role.getKey() + ".json"), trust, policy);
      write(roles.resolve("admin.json"), trust, Json.write(Grant.document(List.of(everything))));
    }
    var repositories =
        Stream.concat(Stream.of("app"), Stream.of(Role.values()).map(Role::repository));
    return Sandbox.start(
        SandboxSettings.in(folder.resolve("data"))
            .withRepositories(repositories.toArray(String[]::new))
            .withAccounts(SandboxWords.accounts(folder.resolve("iam"), ACCOUNT)),
        InstantSource.system());
  }

  private static void write(Path file, JsonTree trust, String policy) throws IOException {
    Files.writeString(
        file,
        """
        {"AssumeRolePolicyDocument": %s,
         "Policies": [{"PolicyName": "own", "PolicyDocument": %s}]}
        """
            .formatted(Json.write(trust), policy));
  }

  /// The statement about the base is the one with just these two.
  private static String without(String action, JsonTree policy) {
    var statements = new ArrayList<Map<String, Object>>();
    for (var statement : policy.at("Statement").elements()) {
      var copy = new LinkedHashMap<String, Object>();
      statement.members().forEach((name, value) -> copy.put(name, value.value()));
      if (PULL.equals(copy.get("Action"))) {
        copy.put("Action", PULL.stream().filter(each -> !each.equals(action)).toList());
      }
      statements.add(copy);
    }
    assertThat(policy.at("Statement").elements())
        .anyMatch(statement -> statement.at("Sid").text().equals(Optional.of("PullBase")));
    return Json.write(Map.of("Version", "2012-10-17", "Statement", statements));
  }
}

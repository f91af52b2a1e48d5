package io.github.ecrpush;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.action.ActionDoor;
import io.github.ecrpush.cli.CheckCommand;
import io.github.ecrpush.cli.EcrPushCli;
import io.github.ecrpush.cli.PolicyCommand;
import io.github.ecrpush.cli.PushCommand;
import io.github.ecrpush.cli.SandboxCommand;
import io.github.ecrpush.cli.TagsCommand;
import io.github.ecrpush.cli.Terminal;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.BuildRequestReader;
import io.github.ecrpush.operation.CheckReport;
import io.github.ecrpush.operation.NetworkReader;
import io.github.ecrpush.operation.Push;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.PushRequest;
import io.github.ecrpush.operation.PushRequestReader;
import io.github.ecrpush.operation.RepositoryWishReader;
import io.github.ecrpush.operation.RunReader;
import io.github.ecrpush.operation.RunReader.NamedInputs;
import io.github.ecrpush.report.evidence.EvidenceFile;
import io.github.ecrpush.testing.KnownCommit;
import io.github.ecrpush.testing.PlayedTerminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An input means the same at both doors: for each one in `action.yml`, a step of a workflow and a
/// command line make equal requests, and not the request that is made without it.
class BothDoorsTest {

  private static final Pattern INPUT = Pattern.compile("(?m)^  ([a-z-]+):$");
  private static final String DIGITS = "123456789012";
  private static final String CHAIN = "arn:aws:iam::123456789012:role/spoke";

  private static final Map<String, String> KEYS =
      Map.of("aws-access-key-id", "AKIA", "aws-secret-access-key", "secret");

  /// What every request has, besides the input that is looked at.
  private static final Map<String, String> ALWAYS =
      Map.of("repository", "team/app", "aws-region", "eu-west-3", "tags", "1.0");

  /// A value for each input that makes a difference.
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("repository", "other/app"),
          Map.entry("tags", "type-a, latest\n\"b\"\n# none"),
          Map.entry("config", "ecr-push.yml"),
          Map.entry("images", "api, web-*"),
          Map.entry("fail-fast", "false"),
          Map.entry("only-changed", "true"),
          Map.entry("parallel", "2"),
          Map.entry("context", "apps/é"),
          Map.entry("file", "docker/Dockerfile.api"),
          Map.entry("flavor", "latest=true\nprefix=a-,onlatest=true"),
          Map.entry("sep-tags", " "),
          Map.entry("sep-labels", ", "),
          Map.entry("annotations", "a=b\nmanifest:c=d=e"),
          Map.entry("sep-annotations", "\t"),
          Map.entry("github-token", "ghs_hunter2"),
          Map.entry("target", "runtime"),
          Map.entry("platforms", "linux/arm64"),
          Map.entry("build-args", "A=1,2\nB= b \n\n\"C=x\ny\""),
          Map.entry("build-contexts", "base=docker-image://alpine"),
          Map.entry("labels", "a=b\nc=d=e"),
          Map.entry("secrets", "token=hunter2\n\"key=one\ntwo\""),
          Map.entry("secret-envs", "token=TOKEN"),
          Map.entry("secret-files", "key=key.pem"),
          Map.entry("no-cache", "TRUE"),
          Map.entry("pull", "True"),
          Map.entry("network", "host"),
          Map.entry("aws-region", "us-gov-west-1"),
          Map.entry("role-to-assume", "arn:aws:iam::" + DIGITS + ":role/push"),
          Map.entry("audience", "other"),
          Map.entry("role-session-name", "session"),
          Map.entry("role-duration-seconds", "900"),
          Map.entry("role-chain", CHAIN),
          Map.entry("role-external-id", "octo-42"),
          Map.entry("inline-session-policy", "{\"Statement\": []}"),
          Map.entry("managed-session-policies", "push\narn:aws:iam::aws:policy/ReadOnlyAccess"),
          Map.entry("session-policy", "auto"),
          Map.entry("custom-tags", "{\"Team\": \"web\"}"),
          Map.entry("transitive-tag-keys", "Team"),
          Map.entry("role-skip-session-tagging", "true"),
          Map.entry("web-identity-token-file", "token.jwt"),
          Map.entry("use-existing-credentials", "true"),
          Map.entry("aws-access-key-id", "AKIAIOSFODNN7EXAMPLE"),
          Map.entry("aws-secret-access-key", "hunter2"),
          Map.entry("aws-session-token", "hunter3"),
          Map.entry("http-proxy", "http://me:hunter2@proxy.example:3128"),
          Map.entry("no-proxy", "10.0.0.0/8, a.example"),
          Map.entry("trust-policy", "trust.json"),
          Map.entry("registry-id", "012345678901"),
          Map.entry("registry", "registry.example:5000"),
          Map.entry("regions", "us-east-1\nus-west-2, eu-west-3"),
          Map.entry("also-push-to", "aws-region=us-east-1,registry-id=012345678901"),
          Map.entry("if-tag-exists", "reuse"),
          Map.entry("allowed-account-ids", DIGITS + "\n012345678901"),
          Map.entry("mask-aws-account-id", "true"),
          Map.entry("registry-auth", "- registry: a.example\n  username: u\n  password: p\n"),
          Map.entry("create-repository", "sync"),
          Map.entry("tag-mutability", "immutable except latest, dev-*"),
          Map.entry("scan-on-push", "true"),
          Map.entry("encryption", "KMS"),
          Map.entry("kms-key", "alias/images"),
          Map.entry("repository-policy", "policy.json"),
          Map.entry("pull-from", "lambda, 012345678901\no-a1b2c3d4e5"),
          Map.entry("lifecycle-policy", "keep=30 prefix=v; untagged=14d\nkeep=10"),
          Map.entry("repository-tags", "team=images\ncost=a b"),
          Map.entry("on-drift", "fail"),
          Map.entry("output-env-credentials", "true"),
          Map.entry("export-docker-login", "true"),
          Map.entry("push", "false"),
          Map.entry("dry-run", "true"),
          Map.entry("timeout", "1h30m"),
          Map.entry("evidence", "build/evidence.json"),
          Map.entry("summary", "false"));

  /// What must be there for an input to mean something.
  private static final Map<String, Map<String, String>> BESIDE =
      Map.ofEntries(
          Map.entry("role-external-id", Map.of("role-chain", CHAIN)),
          Map.entry("inline-session-policy", Map.of("role-to-assume", CHAIN)),
          Map.entry("managed-session-policies", Map.of("role-to-assume", CHAIN)),
          Map.entry("session-policy", Map.of("role-to-assume", CHAIN)),
          Map.entry("custom-tags", Map.of("role-chain", CHAIN)),
          Map.entry(
              "transitive-tag-keys",
              Map.of("role-chain", CHAIN, "custom-tags", "{\"Team\": \"a\"}")),
          Map.entry(
              "role-skip-session-tagging",
              Map.of("role-chain", CHAIN, "custom-tags", "{\"Team\": \"a\"}")),
          Map.entry("web-identity-token-file", Map.of("role-to-assume", CHAIN)),
          Map.entry("aws-access-key-id", KEYS),
          Map.entry("aws-secret-access-key", KEYS),
          Map.entry("aws-session-token", KEYS));

  @TempDir private Path folder;

  static Stream<String> inputs() throws IOException {
    var file = Files.readString(Path.of("action.yml"));
    var inputs = file.substring(file.indexOf("\ninputs:"), file.indexOf("\noutputs:"));
    return INPUT
        .matcher(inputs)
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(name -> !name.equals("command")); // the verb: a terminal has it as its first word
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void makes_the_same_request_at_both_doors(String input) throws IOException {
    Files.writeString(folder.resolve("key.pem"), "key");
    Files.writeString(
        folder.resolve("policy.json"),
        "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"ecr:*\"}}");
    Files.writeString(folder.resolve("trust.json"), "{\"Statement\": []}");
    var always = new HashMap<>(ALWAYS);
    always.putAll(BESIDE.getOrDefault(input, Map.of()));
    var given = new HashMap<>(always);
    given.put(input, Optional.ofNullable(VALUES.get(input)).orElseThrow());

    var request = request(byAction(given));

    assertThat(request).isEqualTo(request(byTerminal(given)));
    assertThat(request).isNotEqualTo(request(byAction(always)));
  }

  private Inputs byAction(Map<String, String> given) throws IOException {
    var environment = new HashMap<String, String>();
    environment.put(
        "GITHUB_OUTPUT", Files.createTempFile(folder, "out", "").toAbsolutePath().toString());
    given.forEach(
        (name, value) -> environment.put("INPUT_" + name.toUpperCase(Locale.ROOT), value));
    var caught = new ArrayList<Inputs>();
    new ActionDoor(nowhere(), environment, catching(caught)).run();
    return caught.getFirst();
  }

  private Inputs byTerminal(Map<String, String> given) {
    var words = new ArrayList<>(List.of("push"));
    given.forEach((name, value) -> words.add("--" + name + "=" + value));
    var terminal = new Terminal(nowhere(), nowhere(), Map.of(), folder, new Redactor());
    var caught = new ArrayList<Inputs>();
    new EcrPushCli(
            terminal,
            new PushCommand(terminal, catching(caught), new PlayedTerminal(80, 24)),
            new CheckCommand(
                terminal,
                (_, _, _, _) -> new CheckReport(List.of()),
                new PolicyCommand(
                    terminal,
                    (_, _) -> {
                      throw new AssertionError("no policy was asked for");
                    }),
                new TagsCommand(terminal, (_, _) -> List.of())),
            new SandboxCommand(terminal, _ -> () -> {}),
            () -> "")
        .run(words);
    return caught.getFirst();
  }

  private static Push catching(List<Inputs> caught) {
    return (inputs, _, _) -> {
      caught.add(inputs);
      return new PushReport(List.of());
    };
  }

  /// All that the doors ask for, and the way that it goes.
  ///
  /// @param many what the inputs about files with many images say
  private record Asked(
      PushRequest request,
      Network network,
      Optional<EvidenceFile> evidence,
      boolean summary,
      Optional<String> token,
      List<String> many) {}

  private Asked request(Inputs inputs) {
    var builds = new BuildRequestReader(inputs, Map.of("TOKEN", "hunter2"), folder);
    var reader =
        new PushRequestReader(
            inputs,
            RunnerEnvironment.from(Map.of()),
            KnownCommit.naming(inputs, ""),
            builds,
            new RepositoryWishReader(inputs, folder));
    var many = Stream.of(Input.CONFIG, Input.IMAGES, Input.ONLY_CHANGED).map(inputs::text).toList();
    return new Asked(
        new RunReader(inputs, List.of(new NamedInputs("", "", inputs, true)), List.of())
            .request(_ -> reader, true),
        NetworkReader.read(inputs, Map.of()),
        EvidenceFile.wished(inputs, folder),
        inputs.isOn(Input.SUMMARY),
        inputs.wish(Input.GITHUB_TOKEN),
        many);
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
  }
}

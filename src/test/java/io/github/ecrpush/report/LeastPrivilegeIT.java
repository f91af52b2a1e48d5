package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.operation.Plans;
import io.github.ecrpush.operation.PolicyWish.Verb;
import io.github.ecrpush.operation.SandboxRuns;
import io.github.ecrpush.report.PolicyText.Format;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.SandboxWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a run does, it does under exactly the policies that are printed for it; and with any
/// statement, action or resource of them taken away, it fails with a message that names what was
/// taken.
class LeastPrivilegeIT {

  private static final String HOME = "123456789012";
  private static final String COMMIT = "1".repeat(40);
  private static final String OTHER_COMMIT = "2".repeat(40);
  private static final String ROLE = "arn:aws:iam::" + HOME + ":role/";

  /// Stands in inputs for the name that a variant's role and repository have.
  private static final String NAME = "@";

  private static final Set<String> UPLOAD =
      Set.of(
          "ecr:BatchCheckLayerAvailability",
          "ecr:InitiateLayerUpload",
          "ecr:UploadLayerPart",
          "ecr:CompleteLayerUpload",
          "ecr:PutImage");

  private static final Set<String> UPLOAD_OF_LAYERS =
      Set.of(
          "ecr:BatchCheckLayerAvailability",
          "ecr:InitiateLayerUpload",
          "ecr:UploadLayerPart",
          "ecr:CompleteLayerUpload");

  private static final Map<Input, String> UNCHANGED =
      Map.of(Input.ONLY_CHANGED, "true", Input.CONTEXT, "@-context");

  /// Who may not list images is told of the drift that a run beside this one leaves; only runs at
  /// the same time call it, see `Repositories`.
  private static final String RACE = "ecr:ListImages";

  /// ECR's manual asks for it; ECR uses it when a repository is deleted, which no run does.
  private static final Set<String> KEY = Set.of("kms:RetireGrant");

  /// Within an account, AWS is content with a trust policy that names the role that comes.
  private static final Set<String> NEXT_ROLE = Set.of("sts:AssumeRole", "sts:TagSession");

  private static final Map<Input, String> SETTINGS =
      Map.of(
          Input.TAG_MUTABILITY, "immutable except latest",
          Input.SCAN_ON_PUSH, "true",
          Input.PULL_FROM, "lambda",
          Input.LIFECYCLE_POLICY, "keep=10",
          Input.REPOSITORY_TAGS, "team=images");

  private static final Map<Input, String> OTHER_SETTINGS =
      Map.of(
          Input.CREATE_REPOSITORY, "sync",
          Input.TAG_MUTABILITY, "mutable",
          Input.SCAN_ON_PUSH, "false",
          Input.PULL_FROM, "210987654321",
          Input.LIFECYCLE_POLICY, "keep=5",
          Input.REPOSITORY_TAGS, "team=other",
          Input.TAGS, "zero");

  /// What is run.
  enum Act {
    PUSH,
    CHECK,
    CHECK_IDENTITY
  }

  /// A use of the program.
  ///
  /// @param before what somebody who may do everything pushes beforehand; nothing when absent
  /// @param creates whether the repository is not there before
  /// @param idle what its policy allows and it does not call, since a push at another time does
  record Use(
      String name,
      Verb verb,
      Act act,
      Map<Input, String> given,
      Optional<Map<Input, String>> before,
      boolean creates,
      Set<String> idle) {

    static Use of(String name, Map<Input, String> given) {
      return new Use(name, Verb.PUSH, Act.PUSH, given, Optional.empty(), false, Set.of());
    }

    Use after(Map<Input, String> first) {
      return new Use(name, verb, act, given, Optional.of(first), creates, idle);
    }

    Use idle(Set<String> actions) {
      return new Use(name, verb, act, given, before, creates, actions);
    }

    Use creating() {
      return new Use(name, verb, act, given, before, true, idle);
    }

    Use checking(Act how) {
      return new Use(name, Verb.CHECK, how, given, before, creates, idle);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Use> uses() {
    return Stream.of(
        Use.of("a push of a new image", Map.of()),
        Use.of("a push of what is there", Map.of()).after(Map.of()).idle(UPLOAD),
        Use.of("an image that is reused", Map.of(Input.IF_TAG_EXISTS, "reuse"))
            .after(Map.of())
            .idle(UPLOAD),
        Use.of(
                "a repository that is created with every setting",
                and(SETTINGS, Map.of(Input.CREATE_REPOSITORY, "if-missing", Input.KMS_KEY, "k")))
            .creating()
            .idle(union(KEY, Set.of(RACE))),
        Use.of(
                "a repository whose every setting is changed",
                and(SETTINGS, Map.of(Input.CREATE_REPOSITORY, "sync")))
            .after(OTHER_SETTINGS)
            .idle(Set.of("ecr:CreateRepository")),
        Use.of("a repository whose settings are compared", SETTINGS).after(OTHER_SETTINGS),
        Use.of("several targets", Map.of(Input.ALSO_PUSH_TO, "repository=@-mirror")),
        Use.of(
            "several roles",
            Map.of(Input.ALSO_PUSH_TO, "repository=@-mirror,role-to-assume=" + ROLE + "@-other")),
        Use.of(
                "a chain of roles",
                Map.of(
                    Input.ROLE_CHAIN,
                    ROLE + "@-next",
                    Input.ROLE_EXTERNAL_ID,
                    "octo-42",
                    Input.CUSTOM_TAGS,
                    "{\"Team\": \"web\"}"))
            .idle(NEXT_ROLE),
        Use.of("a base image in a private repository", Map.of(Input.FILE, "@.Dockerfile"))
            .after(Map.of(Input.REPOSITORY, "@-base")),
        Use.of("an image that did not change", and(UNCHANGED, Map.of(Input.TAGS, "two")))
            .after(UNCHANGED)
            .idle(UPLOAD_OF_LAYERS),
        Use.of("an image that is new, and would not be built if it were there", UNCHANGED)
            .idle(Set.of("ecr:GetDownloadUrlForLayer")),
        Use.of("check", Map.of()).checking(Act.CHECK),
        Use.of("check identity", Map.of()).checking(Act.CHECK_IDENTITY),
        Use.of("a dry run", Map.of(Input.DRY_RUN, "true")).checking(Act.PUSH),
        Use.of("check of every setting", and(SETTINGS, Map.of(Input.CREATE_REPOSITORY, "sync")))
            .after(OTHER_SETTINGS)
            .checking(Act.CHECK),
        Use.of(
                "check of a push that reuses and may create",
                and(
                    SETTINGS,
                    Map.of(Input.CREATE_REPOSITORY, "if-missing", Input.IF_TAG_EXISTS, "reuse")))
            .after(OTHER_SETTINGS)
            .checking(Act.CHECK));
  }

  @TempDir private Path folder;

  /// A use under a name of its own, so that all of them fit into one sandbox.
  record Variant(Use use, String name, PrintedPolicies policies) {

    boolean isFine() {
      return policies.taken().stream().allMatch(taken -> use.idle.contains(taken.action()));
    }

    Map<Input, String> inputs() {
      return inputs(use, name);
    }

    static Map<Input, String> inputs(Use use, String name) {
      return named(use.given, name, ROLE + name);
    }

    static Map<Input, String> named(Map<Input, String> given, String name, String role) {
      var all = new EnumMap<Input, String>(Input.class);
      all.put(Input.REPOSITORY, name);
      all.put(Input.TAGS, "one");
      all.put(Input.AWS_REGION, "eu-west-1");
      all.put(Input.ROLE_TO_ASSUME, role);
      given.forEach((input, value) -> all.put(input, value.replace(NAME, name)));
      return all;
    }

    @Override
    public String toString() {
      return policies.cut().map(Object::toString).orElse("the whole policies");
    }
  }

  @ParameterizedTest
  @MethodSource("uses")
  void needs_each_word_of_its_policies_and_no_more(Use use) throws IOException {
    var variants = variants(use);
    writeAccounts(variants);

    try (var runs = SandboxRuns.with(settings(variants), folder)) {
      var softly = new SoftAssertions();
      for (var variant : variants) {
        use.before.ifPresent(first -> prepare(runs, variant, first));
        var texts = run(runs, variant).stream().map(FailureText::of).toList();
        if (variant.isFine()) {
          softly.assertThat(texts).as("without %s", variant).isEmpty();
        } else {
          softly
              .assertThat(texts)
              .as("without %s", variant)
              .anyMatch(text -> variant.policies.taken().stream().anyMatch(it -> it.isIn(text)));
        }
      }
      softly.assertAll();
    }
  }

  /// What no use needs would be too much.
  @Test
  void has_no_action_that_no_use_needs() {
    var printed = new HashSet<String>();
    var needed = new HashSet<String>();
    uses()
        .forEach(use -> {
          var actions = printed(use, "app").actions();
          printed.addAll(actions);
          actions.stream().filter(action -> !use.idle.contains(action)).forEach(needed::add);
        });
    printed.removeAll(needed);

    assertThat(printed).isEqualTo(union(KEY, NEXT_ROLE));
  }

  private static void prepare(SandboxRuns runs, Variant variant, Map<Input, String> first) {
    var given = Variant.named(first, variant.name, ROLE + "admin");
    var commit = first.containsKey(Input.TAGS) ? OTHER_COMMIT : COMMIT;
    assertThat(runs.push(commit, given).failures()).isEmpty();
  }

  private static List<Failure> run(SandboxRuns runs, Variant variant) {
    return switch (variant.use.act) {
      case PUSH -> runs.push(COMMIT, variant.inputs()).failures();
      case CHECK -> runs.check(COMMIT, variant.inputs(), Depth.ALL).failures();
      case CHECK_IDENTITY -> runs.check(COMMIT, variant.inputs(), Depth.IDENTITY).failures();
    };
  }

  /// The whole policies first, then each without one thing.
  private List<Variant> variants(Use use) {
    var variants = new ArrayList<Variant>();
    variants.add(new Variant(use, "v0", printed(use, "v0")));
    int cuts = variants.getFirst().policies.cuts().size();
    for (int cut = 0; cut < cuts; cut++) {
      var name = "v" + (cut + 1);
      var whole = printed(use, name);
      variants.add(new Variant(use, name, whole.without(whole.cuts().get(cut))));
    }
    return variants;
  }

  private PrintedPolicies printed(Use use, String name) {
    writeDockerfile(name);
    var plan = new Plans(folder).plan(Variant.inputs(use, name), Plans.wish(use.verb));
    return new PrintedPolicies(
        name, Json.parse(PolicyText.of(plan, Format.JSON)), Optional.empty());
  }

  private void writeDockerfile(String name) {
    try {
      Files.writeString(
          folder.resolve(name + ".Dockerfile"),
          "FROM %s.dkr.ecr.eu-west-1.amazonaws.com/%s-base:one\n".formatted(HOME, name));
      var context = Files.createDirectories(folder.resolve(name + "-context"));
      Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SandboxSettings settings(List<Variant> variants) {
    var repositories =
        variants.stream()
            .filter(variant -> !variant.use.creates)
            .flatMap(variant ->
                Stream.of(variant.name, variant.name + "-mirror", variant.name + "-base"))
            .toArray(String[]::new);
    return SandboxSettings.in(folder.resolve("data"))
        .withRepositories(repositories)
        .withAccounts(SandboxWords.accounts(folder.resolve("iam"), HOME));
  }

  /// The provider, and roles that let in whom the printed trust policies let in.
  private void writeAccounts(List<Variant> variants) throws IOException {
    var account = folder.resolve("iam").resolve(HOME);
    var roles = Files.createDirectories(account.resolve("roles"));
    var providers = Files.createDirectories(account.resolve("oidc-providers"));
    var printed = variants.getFirst().policies.printed();
    Files.writeString(
        providers.resolve("github.json"),
        Json.write(
            Map.of(
                "Url", printed.at("provider").at("Url").text().orElseThrow(),
                "ClientIdList", List.of("sts.amazonaws.com"))));
    var everything = new Grant("", List.of("*"), List.of("*"));
    Files.writeString(
        roles.resolve("admin.json"),
        role(printed.at("trust"), Json.write(Grant.document(List.of(everything)))));
    for (var variant : variants) {
      int at = 0;
      for (var role : variant.policies.roles().entrySet()) {
        Files.writeString(
            roles.resolve(role.getKey() + ".json"),
            role(role.getValue().at("trust"), variant.policies.policy(at++)));
      }
    }
  }

  private static String role(JsonTree trust, String policy) {
    return """
    {"AssumeRolePolicyDocument": %s,
     "Policies": [{"PolicyName": "own", "PolicyDocument": %s}]}
    """
        .formatted(Json.write(trust), policy);
  }

  private static Map<Input, String> and(Map<Input, String> some, Map<Input, String> more) {
    var all = new EnumMap<Input, String>(Input.class);
    all.putAll(some);
    all.putAll(more);
    return all;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
  }
}

package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.aws.IdentityRequest.Proof;
import io.github.ecrpush.aws.IdentityRequest.Roles;
import io.github.ecrpush.aws.IdentityRequest.Session;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.aws.SessionName;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the inputs that say who to be to AWS.
final class IdentityRequestReader {

  private final Inputs inputs;
  private final RunnerEnvironment runner;
  private final Path directory;

  /// @param directory what paths are relative to
  IdentityRequestReader(Inputs inputs, RunnerEnvironment runner, Path directory) {
    this.inputs = inputs;
    this.runner = runner;
    this.directory = directory;
  }

  /// @param account where a role lives that is given by its bare name
  /// @param role the role that a token is exchanged for. One that is not `role-to-assume` is named
  ///   for a single target, and leads there without a chain
  IdentityRequest read(AwsRegion region, Optional<AwsAccount> account, Optional<String> role) {
    var allowed = inputs.words(Input.ALLOWED_ACCOUNT_IDS).stream().map(AwsAccount::new).toList();
    var home =
        account.or(() -> allowed.size() == 1 ? allowed.stream().findFirst() : Optional.empty());
    var first = role.map(name -> RoleArn.parse(name, region, home));
    boolean usual = role.equals(inputs.wish(Input.ROLE_TO_ASSUME));
    var roles = usual ? usual(first, region, home) : roles(first, List.of(), false);
    roles.all().forEach(each -> each.mustReach(region));
    return new IdentityRequest(roles, session(roles), proof(region, usual), region, allowed);
  }

  private Roles usual(Optional<RoleArn> first, AwsRegion region, Optional<AwsAccount> home) {
    var chain =
        inputs.lines(Input.ROLE_CHAIN).stream()
            .map(role -> RoleArn.parse(role, region, home))
            .toList();
    var roles = roles(first, chain, inputs.isOn(Input.USE_EXISTING_CREDENTIALS));
    requireWhatTheyNeed(roles);
    return roles;
  }

  /// With keys, no role is had for a token: the first one is assumed as any further one is.
  private Roles roles(Optional<RoleArn> first, List<RoleArn> further, boolean existingFirst) {
    boolean byToken =
        inputs.wish(Input.AWS_ACCESS_KEY_ID).isEmpty()
            || inputs.wish(Input.WEB_IDENTITY_TOKEN_FILE).isPresent();
    return byToken
        ? new Roles(first, further, existingFirst)
        : new Roles(
            Optional.empty(),
            Stream.concat(first.stream(), further.stream()).toList(),
            existingFirst);
  }

  /// An input that could do nothing is a mistake.
  private void requireWhatTheyNeed(Roles roles) {
    if (roles.chain().isEmpty()) {
      for (var input : List.of(Input.ROLE_EXTERNAL_ID, Input.CUSTOM_TAGS)) {
        if (inputs.wish(input).isPresent() && !isSkipped(input)) {
          throw new FailureException(OperationFailures.chainNeeded(input));
        }
      }
    }
    if (roles.first().isEmpty() && inputs.wish(Input.WEB_IDENTITY_TOKEN_FILE).isPresent()) {
      throw new FailureException(OperationFailures.roleNeeded(Input.WEB_IDENTITY_TOKEN_FILE));
    }
    boolean auto = inputs.choice(Input.SESSION_POLICY).equals("auto");
    if (auto && inputs.wish(Input.INLINE_SESSION_POLICY).isPresent()) {
      throw new FailureException(OperationFailures.twoSessionPolicies());
    }
    if (roles.first().isEmpty() && roles.chain().isEmpty()) {
      if (auto) {
        throw new FailureException(OperationFailures.roleNeeded(Input.SESSION_POLICY));
      }
      for (var input : List.of(Input.INLINE_SESSION_POLICY, Input.MANAGED_SESSION_POLICIES)) {
        if (inputs.wish(input).isPresent()) {
          throw new FailureException(OperationFailures.roleNeeded(input));
        }
      }
    }
  }

  private boolean isSkipped(Input input) {
    return input == Input.CUSTOM_TAGS && inputs.isOn(Input.ROLE_SKIP_SESSION_TAGGING);
  }

  private Session session(Roles roles) {
    var sessions = new SessionInputs(inputs);
    return new Session(
        inputs
            .wish(Input.ROLE_SESSION_NAME)
            .map(SessionName::parse)
            .orElseGet(() -> SessionName.forRun(runner.repository(), runner.runId())),
        Duration.ofSeconds(inputs.number(Input.ROLE_DURATION_SECONDS)),
        sessions.externalId(),
        sessions.policies(roles),
        sessions.tags());
  }

  private Proof proof(AwsRegion region, boolean usual) {
    return new Proof(
        inputs.wish(Input.AUDIENCE).orElse(region.audience()),
        inputs
            .wish(Input.WEB_IDENTITY_TOKEN_FILE)
            .map(file -> InputPath.read(directory, Input.WEB_IDENTITY_TOKEN_FILE, file)),
        usual ? inputs.wish(Input.TRUST_POLICY).map(this::trustPolicy) : Optional.empty(),
        keys());
  }

  private Optional<AwsKeys> keys() {
    var id = plain(Input.AWS_ACCESS_KEY_ID);
    var secret = inputs.wish(Input.AWS_SECRET_ACCESS_KEY).map(Secret::new);
    var token = plain(Input.AWS_SESSION_TOKEN).map(Secret::new);
    if (id.isPresent() && secret.isPresent()) {
      return Optional.of(new AwsKeys(id.get(), secret.get(), token));
    }
    if (id.isPresent() || secret.isPresent() || token.isPresent()) {
      throw new FailureException(
          OperationFailures.keysIncomplete(
              id.isPresent() ? Input.AWS_SECRET_ACCESS_KEY : Input.AWS_ACCESS_KEY_ID));
    }
    return Optional.empty();
  }

  /// What goes into a header as it is; one that cannot is not shown, for it may be a secret.
  private Optional<String> plain(Input input) {
    var text = inputs.wish(input);
    if (text.isPresent() && !AwsKeys.isPlain(text.get())) {
      throw new FailureException(
          InputFailures.valueMalformed(
              input, "…", "It holds a blank, a line break or another character that no key has."));
    }
    return text;
  }

  /// The policy itself, or IAM's whole answer, which has it in one of its members.
  private PolicyDocument trustPolicy(String file) {
    var text = InputFile.text(directory, Input.TRUST_POLICY, file);
    try {
      var json = Json.parse(text);
      return PolicyDocument.parseToExplain(
          firstOf(
              json.at("Role").at("AssumeRolePolicyDocument"),
              json.at("AssumeRolePolicyDocument"),
              json));
    } catch (JsonException _) {
      throw malformed(Input.TRUST_POLICY, file, "The file holds no JSON.");
    } catch (PolicyException e) {
      throw malformed(
          Input.TRUST_POLICY,
          file,
          "The file holds no policy: at `%s`: %s".formatted(e.place(), e.getMessage()));
    }
  }

  private static JsonTree firstOf(JsonTree... places) {
    for (var place : places) {
      if (place.isObject()) {
        return place;
      }
    }
    return places[places.length - 1];
  }

  private static FailureException malformed(Input input, String written, String rule) {
    return new FailureException(InputFailures.valueMalformed(input, written, rule));
  }
}

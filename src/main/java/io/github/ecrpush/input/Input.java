package io.github.ecrpush.input;

import io.github.ecrpush.input.InputKind.Choice;
import io.github.ecrpush.input.InputKind.Document;
import io.github.ecrpush.input.InputKind.Exact;
import io.github.ecrpush.input.InputKind.Lines;
import io.github.ecrpush.input.InputKind.Text;
import io.github.ecrpush.input.InputKind.Time;
import io.github.ecrpush.input.InputKind.Truth;
import io.github.ecrpush.input.InputKind.WholeNumber;
import io.github.ecrpush.input.InputKind.Words;
import java.util.List;
import java.util.Locale;

/// An input of the verb `push`. Its name is the flag on a terminal and the input of the action; the
/// variables are read, in order, when it was not given.
public enum Input {
  REPOSITORY(
      new Text(),
      "",
      "Repository to push to: its name, such as `team/app`, its URI or its ARN.",
      "ECR_REPO",
      "REPO_NAME"),
  TAGS(
      new Words(),
      "",
      "Tags to give the image, by line or comma, or rules of `docker/metadata-action` that make them,"
          + " one a line. `none` pushes by digest alone. The full commit SHA when left out.",
      "IMAGE_TAG"),

  FLAVOR(
      new Lines(),
      "",
      "What holds for all tags: `prefix=…`, `suffix=…`, and `latest=auto`, `true` or `false`. No"
          + " `latest` when left out."),
  SEP_TAGS(new Exact(), "", "What stands between tags in outputs. A line break when left out."),

  IF_TAG_EXISTS(
      new Choice(List.of("move", "reuse", "fail")),
      "move",
      "What to do about a tag that names another image: `move` it, `reuse` that image, or `fail`."),

  CONFIG(
      new Text(), "", "File that names many images: `ecr-push.yml`, or a compose file as it is."),
  IMAGES(
      new Words(),
      "",
      "Which images of that file, by name or pattern (`api-*`), by line or comma. All when left"
          + " out."),
  FAIL_FAST(new Truth(), "true", "Whether one image that fails ends the run for the others."),
  ONLY_CHANGED(
      new Truth(), "false", "Build only what changed since the image that was pushed last."),
  PARALLEL(new WholeNumber(1, 64), "4", "How many images are built at the same time."),

  CONTEXT(new Text(), ".", "Folder that is sent to the build."),
  FILE(new Text(), "", "Dockerfile. The one in the context when left out."),
  TARGET(new Text(), "", "Stage of the Dockerfile to build. The last one when left out."),
  PLATFORMS(new Words(), "", "Platform to build for, such as `linux/arm64`."),
  BUILD_ARGS(new Lines(), "", "Build arguments, `NAME=value`, one a line."),
  BUILD_CONTEXTS(
      new Lines(), "", "Further folders or images for the build, `name=value`, one a line."),
  LABELS(
      new Lines(),
      "",
      "Labels of the image, `name=value`, one a line, beside those that its source gives it."),
  SEP_LABELS(new Exact(), "", "What stands between labels in outputs. A line break when left out."),
  ANNOTATIONS(
      new Lines(),
      "",
      "Annotations of the manifest, `name=value`, one a line, beside those that its source gives it."
          + " None is written when left out."),
  SEP_ANNOTATIONS(
      new Exact(), "", "What stands between annotations in outputs. A line break when left out."),
  SECRETS(new Lines(), "", "Build secrets, `id=value`, one a line. Never written to a file."),
  SECRET_ENVS(new Lines(), "", "Build secrets from variables, `id=VARIABLE`, one a line."),
  SECRET_FILES(new Lines(), "", "Build secrets from files, `id=path`, one a line."),
  NO_CACHE(new Truth(), "false", "Build every step anew."),
  PULL(
      new Truth(), "false", "Ask the registry for newer base images even when the engine has one."),
  NETWORK(
      new Choice(List.of("default", "none", "host")),
      "default",
      "Network of the build steps: `default`, `none` or `host`."),

  AWS_REGION(
      new Text(), "", "Region of the registry.", "AWS_REGION", "REGION", "AWS_DEFAULT_REGION"),
  ROLE_TO_ASSUME(
      new Text(), "", "Role that the OIDC token is exchanged for: its ARN, or its name."),
  AUDIENCE(new Text(), "", "Audience of the OIDC token. `sts.amazonaws.com` when left out."),
  ROLE_SESSION_NAME(
      new Text(), "", "Name of the session in AWS's logs. From repository and run when left out."),
  ROLE_DURATION_SECONDS(
      new WholeNumber(900, 43_200), "3600", "How long the assumed role is valid."),
  ROLE_CHAIN(
      new Lines(),
      "",
      "Further roles, one a line, each assumed by the one before it, for an hour."),
  ROLE_EXTERNAL_ID(new Text(), "", "External id that the roles of `role-chain` ask for."),
  INLINE_SESSION_POLICY(
      new Document(), "", "Policy (JSON) that takes away from what the last role may do."),
  MANAGED_SESSION_POLICIES(
      new Lines(), "", "Policies in IAM that do the same, one a line: ARNs, or names."),
  SESSION_POLICY(
      new Choice(List.of("none", "auto")),
      "none",
      "`auto` takes from the last role, for this run, all that these inputs do not need."),
  CUSTOM_TAGS(new Document(), "", "Session tags of the roles in `role-chain`: a JSON object."),
  TRANSITIVE_TAG_KEYS(
      new Lines(), "", "Keys of those tags that go on through the chain, one a line."),
  ROLE_SKIP_SESSION_TAGGING(new Truth(), "false", "Send no session tags."),
  WEB_IDENTITY_TOKEN_FILE(
      new Text(), "", "File with a token that is exchanged in place of one from GitHub."),
  USE_EXISTING_CREDENTIALS(
      new Truth(), "false", "Assume no role when this machine has credentials that AWS knows."),
  AWS_ACCESS_KEY_ID(
      new Text(),
      "",
      "Key that takes the place of a token: roles are assumed by it, if there are any."),
  AWS_SECRET_ACCESS_KEY(new Text(), "", "Secret of that key."),
  AWS_SESSION_TOKEN(new Text(), "", "Session of that key, if it is one that expires."),
  TRUST_POLICY(
      new Text(),
      "",
      "File with the role's trust policy, to be told which condition refuses the job."),
  HTTP_PROXY(
      new Text(),
      "",
      "Proxy of the run: `http://proxy.example:3128`. `HTTPS_PROXY` and `HTTP_PROXY` when left out."),
  NO_PROXY(new Words(), "", "Hosts that are reached without it. `NO_PROXY` when left out."),
  REGISTRY_ID(
      new Text(),
      "",
      "Account whose registry is used. The caller's when left out.",
      "AWS_ACCOUNT_ID",
      "ACCOUNT_ID"),
  REGIONS(
      new Words(),
      "",
      "Further regions to push the same image to, by line or comma, in the same account."),
  ALSO_PUSH_TO(
      new Lines(),
      "",
      "Further registries, one a line: `aws-region=…,registry-id=…,role-to-assume=…,repository=…`."),
  REGISTRY(
      new Text(),
      "",
      "Registry host to push to with a login from `registry-auth`, where no account is asked."),
  ALLOWED_ACCOUNT_IDS(
      new Words(), "", "Accounts that may be pushed with. Any other one is refused."),
  MASK_AWS_ACCOUNT_ID(new Truth(), "false", "Hide the account's number in the log."),
  GITHUB_TOKEN(
      new Text(),
      "",
      "Token that GitHub is asked with what the event does not say of repository and commit."),
  REGISTRY_AUTH(
      new Document(),
      "",
      "Logins for base images elsewhere: a YAML list of `registry`, `username`, `password`."),

  CREATE_REPOSITORY(
      new Choice(List.of("never", "if-missing", "sync")),
      "never",
      "Whether a missing repository is created: `never`, `if-missing`, or `sync`, which also changes"
          + " settings that differ."),
  TAG_MUTABILITY(
      new Text(),
      "",
      "`mutable` or `immutable`, also with exceptions: `immutable except latest, dev-*`."),
  SCAN_ON_PUSH(new Truth(), "", "Whether ECR scans each image when it is pushed."),
  ENCRYPTION(
      new Choice(List.of("AES256", "KMS", "KMS_DSSE")),
      "",
      "Encryption of a repository that is created: `AES256`, `KMS` or `KMS_DSSE`."),
  KMS_KEY(
      new Text(), "", "Key for that encryption: its id, ARN or alias. AWS's own when left out."),
  REPOSITORY_POLICY(
      new Text(), "", "File with the repository's policy: who else may do what with it."),
  PULL_FROM(
      new Words(),
      "",
      "Who else may pull, in place of a policy: account numbers, `lambda`, ids of organisations."),
  LIFECYCLE_POLICY(
      new Text(),
      "",
      "Which images go by themselves: a file with ECR's JSON, or rules such as `keep=30 prefix=v;"
          + " untagged=14d; keep=10`."),
  REPOSITORY_TAGS(new Lines(), "", "Tags of the repository itself, `key=value`, one a line."),
  ON_DRIFT(
      new Choice(List.of("warn", "fix", "fail")),
      "",
      "What to do when settings differ from those wished: `warn`, `fix` or `fail`. `fix` with"
          + " `create-repository: sync`, else `warn`."),
  OUTPUT_ENV_CREDENTIALS(
      new Truth(),
      "false",
      "Hand AWS keys on to all later steps, as variables. In the action only."),
  EXPORT_DOCKER_LOGIN(
      new Truth(),
      "false",
      "Leave the registry's login in Docker's configuration for later steps. In the action only."),

  PUSH(
      new Choice(List.of("true", "false", "auto")),
      "true",
      "`true`; `false` builds only; `auto` pushes unless the run can have no identity."),
  DRY_RUN(new Truth(), "false", "Check identity, repository and tags, and change nothing."),
  TIMEOUT(
      new Time(), "", "How long the whole run may take, such as `15m`. No limit when left out."),
  EVIDENCE(
      new Text(),
      "",
      "File for a JSON document of what was built from what, such as `evidence.json`. None when"
          + " left out."),
  SUMMARY(new Truth(), "true", "Write the page of the job that shows what went where.");

  private final InputKind kind;
  private final String standard;
  private final String description;
  private final List<String> variables;

  Input(InputKind kind, String standard, String description, String... variables) {
    this.kind = kind;
    this.standard = standard;
    this.description = description;
    this.variables = List.of(variables);
  }

  /// The name as users write it: `role-to-assume`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public InputKind kind() {
    return kind;
  }

  /// The value when nothing was given; empty when there is none.
  public String standard() {
    return standard;
  }

  public String description() {
    return description;
  }

  /// Whether its text holds secrets, so that it must not be shown as it is.
  public boolean isSecret() {
    return switch (this) {
      case SECRETS,
          REGISTRY_AUTH,
          GITHUB_TOKEN,
          ROLE_EXTERNAL_ID,
          AWS_SECRET_ACCESS_KEY,
          AWS_SESSION_TOKEN,
          HTTP_PROXY ->
          true;
      default -> false;
    };
  }

  /// The environment variables that stand in for it, first one first.
  public List<String> variables() {
    return variables;
  }
}

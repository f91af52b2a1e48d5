package io.github.ecrpush.input;

import java.util.Locale;
import java.util.Optional;

/// An input of `configure-aws-credentials` or `amazon-ecr-login` that means nothing here: why not,
/// and what to do instead. All others are taken under their names.
public enum PeerInput {
  ROLE_CHAINING(
      "Which credentials a role is assumed with is not left to what a step before left behind.",
      "Name the way in one step: the first role in `role-to-assume`, the next one in `role-chain`."),
  FORCE_SKIP_OIDC(
      "A token is asked for only where `role-to-assume` is to be had for one.",
      "Take it out. A role that the machine's own credentials assume stands in `role-chain`, without"
          + " `role-to-assume`."),
  UNSET_CURRENT_CREDENTIALS(
      "With `role-to-assume`, keys in the environment do not decide who the run is.",
      "Take it out."),
  AWS_PROFILE(
      "It writes credentials into files, and here they are kept in memory.",
      "Take it out. To begin as a profile, set the variable `AWS_PROFILE`; for later steps, set"
          + " `output-env-credentials: true`."),
  OVERWRITE_AWS_PROFILE("No profile is written.", "Take it out."),
  OUTPUT_CREDENTIALS(
      "Keys in outputs are read by whoever reads the outputs.",
      "Take it out. For later steps of the job, set `output-env-credentials: true`."),
  STS_ENDPOINT(
      "Where AWS is stands in the variables that all its tools read.",
      "Set `AWS_ENDPOINT_URL_STS` under `env:`, and `AWS_ENDPOINT_URL_ECR` for ECR, or"
          + " `AWS_ENDPOINT_URL` for both."),
  DISABLE_RETRY(
      "Only what passes by itself is tried again; a refusal is told at once.", "Take it out."),
  RETRY_MAX_ATTEMPTS(
      "Only what passes by itself is tried again, and a refusal is told at once.",
      "Take it out. To end a run that takes too long, set `timeout`, such as `timeout: 15m`."),
  SPECIAL_CHARACTERS_WORKAROUND("Keys with any characters can be used.", "Take it out."),
  ACTION_TIMEOUT_S(
      "The limit of a run is called otherwise, and holds for build and push as well.",
      "Write `timeout`, such as `timeout: 90s`."),
  REGISTRIES(
      "Whoever is logged in to a registry is asked for each one that an image goes to.",
      "Name the registry's account in `registry-id`, further ones in `also-push-to`. Base images of"
          + " other accounts need nothing: the same login holds for them."),
  REGISTRY_TYPE(
      "Images go to private registries only.",
      "Take it out where it says `private`. A step that pushes to `public.ecr.aws` stays as it is."),
  MASK_PASSWORD(
      "A password that is handed on is always masked, before anything can print it.",
      "Take it out."),
  SKIP_LOGOUT(
      "A login is kept in memory, so there is nothing to log out of.",
      "Take it out. For later steps, set `export-docker-login: true`."),
  BAKE_TARGET(
      "No file is written for `docker/bake-action`.",
      "Take it out. Several images stand in a file that `config` names.");

  private final String why;
  private final String instead;

  PeerInput(String why, String instead) {
    this.why = why;
    this.instead = instead;
  }

  /// The one of this name, as users write it.
  public static Optional<PeerInput> named(String name) {
    for (var input : values()) {
      if (input.key().equals(name)) {
        return Optional.of(input);
      }
    }
    return Optional.empty();
  }

  /// The name as users write it: `role-chaining`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Why it is not taken: whole sentences.
  public String why() {
    return why;
  }

  /// What to do instead: whole sentences.
  public String instead() {
    return instead;
  }
}

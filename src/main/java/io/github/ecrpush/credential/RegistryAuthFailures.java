package io.github.ecrpush.credential;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.RegistryHost;

/// The words for an input `registry-auth` that cannot be used. They show no value, which may be a
/// password in the wrong place.
final class RegistryAuthFailures {

  private static final String EXAMPLE =
      """
      Write every login like this:
      registry-auth: |
        - registry: ghcr.io
          username: ${{ github.actor }}
          password: ${{ secrets.GITHUB_TOKEN }}\
      """;

  private RegistryAuthFailures() {}

  static Failure unreadable(int line, String rule) {
    return malformed(
        "registry-auth-unreadable",
        "The input `registry-auth` could not be read at its line " + line + ".",
        rule + " The line is not shown, because it may hold a password.",
        EXAMPLE);
  }

  static Failure keyUnknown(int number) {
    return malformed(
        "registry-auth-key-unknown",
        login(number) + " had a key that is not known.",
        "A login has `registry`, `username` and `password`, and nothing else. ECR registries need"
            + " no login: they are asked with the run's own identity.",
        EXAMPLE);
  }

  static Failure valueMissing(int number, String key) {
    return malformed(
        "registry-auth-value-missing",
        login(number) + " had no `" + key + "`.",
        "It is left out or empty. An expression such as `${{ secrets.NAME }}` is empty when the"
            + " workflow was not given that secret, as in pull requests from forks.",
        "Give the `" + key + "`, or leave the whole login out.");
  }

  static Failure registryMalformed(int number) {
    return malformed(
        "registry-auth-registry-malformed",
        login(number) + " had a `registry` that is none.",
        "A registry is written `host` or `host:port`. What was written is not shown, because it"
            + " may be a password.",
        EXAMPLE);
  }

  static Failure registryTwice(RegistryHost registry) {
    return malformed(
        "registry-auth-twice",
        "The input `registry-auth` had two logins to `" + registry + "`.",
        "A registry is asked with one login. A login without `registry` is one to Docker Hub, whose"
            + " names `docker.io`, `index.docker.io` and `"
            + DockerHub.HOST
            + "` mean the same.",
        "Leave one of the two out.");
  }

  private static String login(int number) {
    return "Login " + number + " of the input `registry-auth`";
  }

  private static Failure malformed(String id, String what, String why, String fix) {
    return new Failure.Misconfigured(new Explanation(id, what, why, fix), "registry-auth");
  }
}

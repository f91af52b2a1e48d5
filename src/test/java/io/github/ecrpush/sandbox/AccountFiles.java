package io.github.ecrpush.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes folders of accounts as `--iam` takes them.
public final class AccountFiles {

  public static final String HOME = "123456789012";
  public static final String OTHER = "210987654321";

  private final Path root;

  public AccountFiles(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  public AccountFiles with(String file, String json) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, json);
    return this;
  }

  /// GitHub as a provider, and a role that lets every job of `octo/app` in.
  public AccountFiles withRole(String account, String name, String statements) throws IOException {
    return withProvider(account)
        .with(
            account + "/roles/" + name + ".json",
            """
            {"AssumeRolePolicyDocument": %s,
             "Policies": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17",
               "Statement": [%s]}}]}
            """
                .formatted(trust(account, "repo:octo/app:*"), statements));
  }

  public AccountFiles withProvider(String account) throws IOException {
    return with(
        account + "/oidc-providers/github.json",
        """
        {"Url": "https://token.actions.githubusercontent.com",
         "ClientIdList": ["sts.amazonaws.com"]}
        """);
  }

  /// A user with the keys `AKIAIOSFODNN7EXAMPLE` and `secret`.
  public AccountFiles withUser(String account, String name, String statements) throws IOException {
    return with(
        account + "/users/" + name + ".json",
        """
        {"AccessKeys": {"AKIAIOSFODNN7EXAMPLE": "secret"},
         "Policies": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17",
           "Statement": [%s]}}]}
        """
            .formatted(statements));
  }

  public static String trust(String account, String subject) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
      "Principal": {"Federated":
        "arn:aws:iam::%s:oidc-provider/token.actions.githubusercontent.com"},
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "%s"}}}]}
    """
        .formatted(account, subject);
  }

  public static String allow(String actions, String resource) {
    return "{\"Effect\": \"Allow\", \"Action\": [%s], \"Resource\": \"%s\"}"
        .formatted(actions, resource);
  }

  public static String deny(String actions, String resource) {
    return allow(actions, resource).replace("Allow", "Deny");
  }

  public static String role(String account, String name) {
    return "arn:aws:iam::%s:role/%s".formatted(account, name);
  }
}

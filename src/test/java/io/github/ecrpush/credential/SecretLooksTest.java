package io.github.ecrpush.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretLooksTest {

  private static final String JWT =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvIn0.c2lnbmF0dXJlc2lnbmF0dXJl";

  private static final String AZURE =
      "AbC1AbC1AbC1AbC1AbC1AbC1AbC1AbC1AbC1AbC1AbC1"
          + "AbC1AbC1AbC1AbC1AbC1AbC1AbC1AbC1AbC1AbC1AA==";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NPM_TOKEN",
        "npm-token",
        "githubToken",
        "CLIENT_SECRET",
        "DB_PASSWORD",
        "PASSWD",
        "API_KEY",
        "apikey",
        "SSH_PRIVATE_KEY",
        "AWS_CREDENTIALS",
        "LICENSE_KEY",
        "KEY",
        "keys",
        "BASIC_AUTH",
        "AUTHORIZATION",
        "ADMIN_PW",
        "DB_CREDS",
        "PASSCODE",
        "BEARER",
        "SESSION_COOKIE",
        "SENTRY_DSN",
        "GH_PAT",
        "DB_PASS",
        "ACCESSKEY",
        "mysqlpwd"
      })
  void knows_names_of_secrets(String name) {
    assertThat(SecretLooks.name(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VERSION",
        "NODE_ENV",
        "KEYBOARD",
        "AUTHOR",
        "PATH",
        "COMPASS",
        "PATCH_LEVEL",
        "BASE_IMAGE",
        "GIT_SHA",
        "SOURCE_DATE_EPOCH",
        ""
      })
  void knows_names_of_others(String name) {
    assertThat(SecretLooks.name(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
        "xoxb-1234567890-abcdefghij",
        JWT,
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----",
        "https://me:hunter2@example.org/simple",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "q8Zt2Lw9xV4mR7kP1cN6bJ3hG5dF0sA",
        "Bearer abcdef1234ghi",
        "https://x.blob.core.windows.net/c?sv=1&sig=abcDEF123%2Fxyz%3D",
        "jdbc:postgresql://db/x?user=a&password=jdbcpw77",
        "Server=x;User Id=a;Password=connpw88;",
        "Password='connpw88'",
        "//registry.npmjs.org/:_authToken=hunter2-npm",
        "https://q8zt2lw9xv4mr7kp1cn6bj3hg5df0sa@github.com/o/r.git",
        "AccountName=a;AccountKey=" + AZURE + ";EndpointSuffix=core.windows.net",
        "https://hooks.slack.com/services/T0AB/B0CD/xYz123",
        "SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz",
        "-Dspring.datasource.password=hunter2",
        "JAVA_OPTS=-Ddb.password=hunter2",
        "--verbose --password=hunter2",
        "https://abcdef0123456789@h/x",
        "git+https://Zx9Qw3Er7Ty1Ui5O@h/x",
        "{\"password\":\"hunter2\"}",
        "{\"db\": {\"user\": \"me\", \"dbPassword\": \"correct horse\"}}",
        "{\\\"client_secret\\\":\\\"hunter2\\\"}",
        "{\"auths\": {\"h\": {\"auth\": \"dTpw\"}}}",
        "password: hunter2",
        "user: me\n  password: 'correct horse'\nport: 1",
        "{user: me, password: hunter2}",
        "a,apiKey:abc123def456",
        "--user me --password hunter2",
        "--api-key 'hunter2'",
        "Basic dXNlcjpodW50ZXIy",
        "Authorization: Basic dXNlcjpwYXNzd29yZA=="
      })
  void knows_values_that_look_like_secrets(String value) {
    assertThat(SecretLooks.value(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2.4.1",
        "production",
        "4f2a9c1d8e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b",
        "sha256:a3f1c5d2e4b60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
        "docker.io/library/golang:1.24-alpine",
        "feature/my-very-long-branch-name-for-this",
        "2026-11-20T10:15:00Z",
        "https://example.org/simple",
        "https://example.org/a?b=c",
        "https://someone@example.org/a",
        "docker-image://alpine:3.22@sha256:a3f1c5d2e4b60718293a4b5c6d7e8f90a1b2c3d4e5f60718",
        "NODE_ENV=production",
        "bearer authentication",
        "type=registry,ref=example.org/app:cache",
        "NPM_TOKEN=$NPM_TOKEN",
        "--token=",
        "-Dmonitor=on;keyboard=qwerty",
        "git@github.com:o/r.git",
        "https://user@dev.example/o/r.git",
        "https://release-manager@dev.example/x",
        "id-token: write",
        "password: $PASSWORD",
        "{\"password\": \"${PASSWORD}\"}",
        "{\"Key\": \"team\", \"Value\": \"images\"}",
        "--mount=type=secret,id=token",
        "--secret id=npmrc,src=.npmrc",
        "--token-file /run/token --verbose",
        "--password $PASSWORD",
        "token-service:1.2.3",
        "registry.example/team/token:v1",
        "invalid token: EOF",
        "kms-key: alias/images",
        "keywords: a, b",
        "Basic authentication",
        "basic TypeScript example",
        "http://localhost:8080/a:b",
        "a b c d e f g h i j k l m n o p 1"
      })
  void leaves_other_values_alone(String value) {
    assertThat(SecretLooks.value(value)).isFalse();
  }

  @Test
  void takes_secrets_out_of_a_sentence() {
    assertThat(
            SecretLooks.without(
                "login " + JWT + " at https://u:p@h/x, AKIAIOSFODNN7EXAMPLE.", "***"))
        .isEqualTo("login *** at https://***@h/x, ***.");
  }

  @Test
  void takes_the_values_out_of_yaml_json_and_flags() {
    assertThat(
            SecretLooks.without(
                "login --password hunter2 --user me, {\"token\": \"a b c\", \"a\": \"b\"}", "***"))
        .isEqualTo("login --password *** --user me, {\"token\": \"***\", \"a\": \"b\"}");
    assertThat(SecretLooks.without("user: me\npassword: hunter2\nport: 1", "***"))
        .isEqualTo("user: me\npassword: ***\nport: 1");
  }

  @Test
  void takes_only_the_value_out_of_a_setting_and_leaves_the_others() {
    assertThat(
            SecretLooks.without(
                "RUN login --user=me --password=hunter2 VERSION=2.4.1 TOKEN=$TOKEN url?key=abc&a=b",
                "***"))
        .isEqualTo("RUN login --user=me --password=*** VERSION=2.4.1 TOKEN=$TOKEN url?key=***&a=b");
  }

  @Test
  @Timeout(20)
  void reads_any_text_in_reasonable_time() {
    var random = new Random(3);
    var parts =
        List.of(
            "eyJ",
            "-----BEGIN ",
            "PRIVATE KEY-----",
            "://",
            "token",
            "\"token\"",
            "--",
            "{",
            "basic ",
            "=",
            "@",
            ":",
            ".",
            "ghp_",
            "a",
            "A1",
            " ",
            "\n");
    for (int i = 0; i < Integer.getInteger("fuzz.inputs", 10_000); i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(parts.get(random.nextInt(parts.size())).repeat(1 + random.nextInt(3)));
      }
      var _ = SecretLooks.value(text.toString());
      assertThat(SecretLooks.without(text.toString(), "***"))
          .doesNotContain("ghp_aaaaaaaaaaaaaaaaaaaa");
    }
    for (var part : parts) {
      var large = part.repeat(200_000 / part.length());

      assertThat(SecretLooks.without(large, "***")).isNotEmpty();
    }
  }
}

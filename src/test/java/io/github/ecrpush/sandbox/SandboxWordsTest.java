package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxWordsTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.json"), text);
  }

  private static void assertFails(
      String id, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure().explanation().id()).isEqualTo(id));
  }

  @Test
  void reads_addresses() {
    assertThat(SandboxWords.listen("127.0.0.1:0").getHostString()).isEqualTo("127.0.0.1");
    assertThat(SandboxWords.listen("localhost:80").getHostString()).isEqualTo("localhost");
    assertThat(SandboxWords.listen("[::1]:0").getPort()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8080",
        ":0",
        "127.0.0.1",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "no such host:1"
      })
  void refuses_what_is_no_address(String text) {
    assertFails("sandbox-address-malformed", () -> SandboxWords.listen(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1234", "12345678901a", "1234567890123"})
  void refuses_what_is_no_account(String text) {
    assertFails("sandbox-account-malformed", () -> SandboxWords.account(text));
  }

  @Test
  void refuses_what_is_no_repository() {
    assertFails(
        "sandbox-repository-malformed",
        () -> SandboxWords.repositories(List.of("octo/app", "Octo")));
  }

  @Test
  void reads_claims_and_keys() throws IOException {
    assertThat(SandboxWords.claims(file("{\"environment\":\"prod\",\"n\":1}")).told())
        .containsEntry("environment", "prod");
    assertThat(SandboxWords.keys(file("{\"AKIAIOSFODNN7EXAMPLE\":\"secret\"}")))
        .isEqualTo(Map.of("AKIAIOSFODNN7EXAMPLE", "secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"short\":\"x\"}",
        "{\"AKIAIOSFODNN7EXAMPLE\":1}",
        "{\"AKIAIOSFODNN7EXAMPLE\":\"\"}"
      })
  void refuses_what_are_no_keys(String text) throws IOException {
    var file = file(text);

    assertFails("sandbox-keys-malformed", () -> SandboxWords.keys(file));
  }

  @Test
  void refuses_files_that_are_not_there_or_no_json_or_something_else() throws IOException {
    assertFails("sandbox-file-unreadable", () -> SandboxWords.claims(folder.resolve("none")));
    assertFails("sandbox-file-unreadable", () -> SandboxWords.claims(folder));
    var odd = file("{");
    assertFails("sandbox-file-not-json", () -> SandboxWords.trust(odd));
    var list = file("[1]");
    assertFails("sandbox-claims-malformed", () -> SandboxWords.claims(list));
    assertFails("sandbox-trust-malformed", () -> SandboxWords.trust(list));
  }

  private AccountFiles accounts() {
    return new AccountFiles(folder.resolve("iam"));
  }

  @Test
  void wants_the_account_at_home_among_the_accounts() throws IOException {
    var files = accounts().withRole("210987654321", "ci", "");

    assertFails(
        "sandbox-iam-home-missing", () -> SandboxWords.accounts(files.root(), "123456789012"));
    assertFails(
        "sandbox-file-unreadable",
        () -> SandboxWords.accounts(folder.resolve("none"), "123456789012"));
    assertFails("sandbox-iam-alone", () -> SandboxWords.mustSayPeopleOnce(false, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "roles/ci.json | { | not one JSON document",
        "roles/ci.json | [] | one JSON object",
        "roles/ci.json | {} | At `AssumeRolePolicyDocument`: Here stands a policy document.",
        "roles/ci.json | {\"TrustPolicy\": {}} | At `TrustPolicy`: There is no such member",
        "roles/ci.json | {\"AssumeRolePolicyDocument\": {\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\"}]}}"
            + " | At `AssumeRolePolicyDocument.Statement[0]`: A statement of the role trust policy names",
        "policies/p.json | {\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\"}]}"
            + " | At `Statement[0]`: A statement of an identity-based policy names its `Resource`",
        "users/ana.json | {\"AccessKeys\": {\"short\": \"x\"}} | At `AccessKeys`: Access keys are",
        "users/ana.json | {\"ManagedPolicyArns\": [\"arn:aws:iam::aws:policy/None\"]}"
            + " | At `ManagedPolicyArns`: There is no policy `arn:aws:iam::aws:policy/None`",
        "users/ana.txt | x | A file here is called `NAME.json`.",
        "role/ci.json | {} | An account has the folders",
        "oidc-providers/github.json | {} | At `Url`: Here stands a text.",
      })
  void says_where_a_folder_of_accounts_is_wrong(String file, String text, String why)
      throws IOException {
    var files = accounts().with("123456789012/" + file, text);

    assertThatThrownBy(() -> SandboxWords.accounts(files.root(), "123456789012"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              var told = e.failure().explanation();
              assertThat(told.id()).isEqualTo("sandbox-iam-malformed");
              assertThat(told.what()).contains("123456789012/" + file.split("/", 2)[0]);
              assertThat(told.why()).contains(why);
            });
  }

  @ParameterizedTest
  @CsvSource({"+10m, PT10M", "-90s, PT-1M-30S", "1h, PT1H", "0s, PT0S"})
  void reads_clock_offsets(String text, String offset) {
    assertThat(SandboxWords.clockOffset(text)).isEqualTo(java.time.Duration.parse(offset));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "10 minutes", "+m", "tomorrow"})
  void refuses_what_is_no_clock_offset(String text) {
    assertFails("sandbox-clock-offset-malformed", () -> SandboxWords.clockOffset(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecr=throttle",
        "ecr:*Image=throttle",
        "*:PutImage=throttle",
        "*=reset",
        "sts:AssumeRole*=error",
        "registry:*=kms",
        "registry:* /v2/team/app/manifests/v1=error",
        "registry:HEAD */manifests/*=error",
        "registry:GET /v2/=error",
        "layers:GET *=error",
        "oidc:GET /oidc/token=error",
      })
  void takes_a_fault_that_can_hit_a_call(String text) {
    assertThat(SandboxWords.faults(List.of(text))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throttle | A fault is a target",
        "ecr=explode | There is no kind `explode`, but throttle",
        "ecr=throttle,often=2 | There is no option `often`, but after",
        "ecr=throttle,times=two | `times` is a number, not `two`",
        "ecr=delay,seconds=long | `seconds` is a number such as 0.5",
        "ecr=refuse | `refuse` needs the code",
        "ecr=fresh | `fresh` is a fault of `credentials`",
        "ecs:PutImage=throttle | There is no service `ecs`, but oidc, sts, iam, ecr, registry, layers."
            + " Did you mean `ecr`?",
        "foo:x=throttle | There is no service `foo`, but oidc",
        "ecr:PutImages=throttle | `ecr` has no call `PutImages` in the sandbox. Did you mean `ecr:PutImage`?",
        "ecr:Nope*=throttle | `ecr` has no call `Nope*` in the sandbox.",
        "sts:GetRole=throttle | `sts` has no call `GetRole` in the sandbox.",
        "registry:PUT=throttle | No call is called `registry:PUT`: a call of `registry` is a method, a blank"
            + " and a path, as in `registry:GET /v2*`.",
        "registry:put /v2/*=throttle | No call is called `registry:put /v2/*`",
        "oidc:GET /token=throttle | No call is called `oidc:GET /token`",
        "sts:AssumeRole=kms | `kms` is a fault of ecr, registry.",
        "layers=limit | `limit` is a fault of sts, iam, ecr, registry.",
      })
  void says_what_is_wrong_with_a_fault(String text, String why) {
    assertThatThrownBy(() -> SandboxWords.faults(List.of(text)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().explanation().id()).isEqualTo("sandbox-fault-malformed");
              assertThat(e.failure().explanation().why()).contains(why);
            });
  }
}

package io.github.ecrpush.sandbox;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.sandbox.accounts.AccountsException;
import io.github.ecrpush.sandbox.faults.Fault;
import io.github.ecrpush.sandbox.faults.FaultException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SandboxFailuresTest {

  private static final Path FILE = Path.of("/home/me/file.json");

  @Test
  void says_that_another_sandbox_has_the_folder() {
    assertGolden(SandboxFailures.folderTaken(Path.of("/tmp/sandbox")));
  }

  @Test
  void says_that_the_folder_cannot_be_written() {
    assertGolden(
        SandboxFailures.folderUnusable(Path.of("/proc/sandbox"), new IOException("read-only")));
  }

  @Test
  void says_that_the_address_is_taken() {
    assertGolden(
        SandboxFailures.addressTaken(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080),
            new BindException("Address already in use")));
  }

  @Test
  void says_what_an_address_is() {
    assertGolden(SandboxFailures.addressMalformed("8080"));
  }

  @Test
  void says_what_an_account_is() {
    assertGolden(SandboxFailures.accountMalformed("1234"));
  }

  @Test
  void says_what_a_repository_is() {
    assertGolden(
        SandboxFailures.repositoryMalformed(
            "Octo/app", "a repository name is lower case: did you mean `octo/app`?"));
  }

  @Test
  void says_that_a_file_cannot_be_read() {
    assertGolden(
        SandboxFailures.fileUnreadable("claims", FILE, new NoSuchFileException("file.json")));
    assertGolden(
        SandboxFailures.fileUnreadable("claims", FILE, new IOException("Is a directory")),
        "refused");
  }

  @Test
  void says_that_a_file_is_no_json() {
    assertGolden(SandboxFailures.fileNotJson("keys", FILE));
  }

  @Test
  void says_where_a_trust_policy_is_wrong() {
    var odd =
        Json.parse(
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Condition\":{\"StringIs\":{}}}]}");
    var cause =
        Assertions.assertThrows(
            PolicyException.class,
            () -> PolicyDocument.parse(Json.parse(Json.write(odd).replace("{}", "{\"k\":\"v\"}"))));

    assertGolden(SandboxFailures.trustMalformed(FILE, cause));
  }

  @Test
  void says_what_claims_are() {
    assertGolden(SandboxFailures.claimsMalformed(FILE));
  }

  @Test
  void says_what_keys_are() {
    assertGolden(SandboxFailures.keysMalformed(FILE));
  }

  @Test
  void says_that_the_environment_cannot_be_written() {
    assertGolden(
        SandboxFailures.environmentFileUnwritable(
            Path.of("/no/env"), new NoSuchFileException("/no/env")));
  }

  @Test
  void says_where_a_folder_of_accounts_is_wrong() {
    assertGolden(
        SandboxFailures.accountsMalformed(
            new AccountsException(
                Path.of("/home/me/iam/123456789012/roles/ci.json"),
                "MaxSessionDuration",
                "A role's longest session is 3600 to 43200 seconds.")));
  }

  @Test
  void says_that_the_account_at_home_is_not_in_the_folder() {
    assertGolden(SandboxFailures.homeMissing(Path.of("/home/me/iam"), "123456789012"));
  }

  @Test
  void says_that_a_flag_does_not_go_with_a_folder_of_accounts() {
    assertGolden(SandboxFailures.peopleTwice("trust"));
  }

  @Test
  void says_what_a_fault_is() {
    var cause =
        Assertions.assertThrows(FaultException.class, () -> Fault.parse("ecr:PutImage=explode"));

    assertGolden(SandboxFailures.faultMalformed("ecr:PutImage=explode", cause));
  }

  @Test
  void says_what_a_clock_offset_is() {
    assertGolden(SandboxFailures.offsetMalformed("tomorrow"));
  }
}

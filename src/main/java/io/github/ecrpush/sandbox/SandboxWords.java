package io.github.ecrpush.sandbox;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.accounts.Accounts;
import io.github.ecrpush.sandbox.accounts.AccountsException;
import io.github.ecrpush.sandbox.accounts.AccountsFolder;
import io.github.ecrpush.sandbox.accounts.Role.TrustPolicy;
import io.github.ecrpush.sandbox.faults.Fault;
import io.github.ecrpush.sandbox.faults.FaultException;
import io.github.ecrpush.sandbox.identity.GitHubClaims;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what a person says of the sandbox: flags as words, and the files they name. Each method
/// throws a [FailureException] when it does not understand.
public final class SandboxWords {

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");
  private static final Pattern KEY_ID = Pattern.compile("\\w{16,128}");
  private static final Pattern OFFSET = Pattern.compile("([+-]?)(\\d{1,6})([smh])");
  private static final int LARGEST_PORT = 65_535;

  private SandboxWords() {}

  /// A host and port: `127.0.0.1:0`, `localhost:8080`, `[::1]:0`.
  public static InetSocketAddress listen(String text) {
    var matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LARGEST_PORT) {
      throw new FailureException(SandboxFailures.addressMalformed(text));
    }
    try {
      var host = matcher.group(1).replaceAll("^\\[|]$", "");
      var address = InetAddress.getAllByName(host)[0];
      return new InetSocketAddress(address, Integer.parseInt(matcher.group(2)));
    } catch (UnknownHostException e) {
      throw new FailureException(SandboxFailures.addressMalformed(text), e);
    }
  }

  public static String account(String text) {
    if (!ACCOUNT.matcher(text).matches()) {
      throw new FailureException(SandboxFailures.accountMalformed(text));
    }
    return text;
  }

  public static List<RepositoryPath> repositories(List<String> names) {
    return names.stream().map(SandboxWords::repository).toList();
  }

  private static RepositoryPath repository(String name) {
    try {
      return new RepositoryPath(name);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          SandboxFailures.repositoryMalformed(name, String.valueOf(e.getMessage())), e);
    }
  }

  /// A trust policy as IAM takes it.
  public static TrustPolicy trust(Path file) {
    try {
      return TrustPolicy.of(json("trust", file));
    } catch (PolicyException e) {
      throw new FailureException(SandboxFailures.trustMalformed(file, e), e);
    }
  }

  /// A JSON object of claims, which stand in the token as they are.
  public static GitHubClaims claims(Path file) {
    var json = json("claims", file);
    if (!json.isObject()) {
      throw new FailureException(SandboxFailures.claimsMalformed(file));
    }
    return GitHubClaims.of(json);
  }

  /// A JSON object of access key ids and their secrets.
  public static Map<String, String> keys(Path file) {
    var keys = new LinkedHashMap<String, String>();
    var json = json("keys", file);
    json.members().forEach((id, secret) -> keys.put(id, secret.text().orElse("")));
    boolean odd =
        keys.entrySet().stream()
            .anyMatch(key -> !KEY_ID.matcher(key.getKey()).matches() || key.getValue().isEmpty());
    if (odd || keys.isEmpty()) {
      throw new FailureException(SandboxFailures.keysMalformed(file));
    }
    return keys;
  }

  /// Accounts with their roles, users and policies. The one at home has to be among them.
  public static Accounts accounts(Path folder, String home) {
    try {
      var accounts = AccountsFolder.read(folder);
      if (accounts.account(home).isEmpty()) {
        throw new FailureException(SandboxFailures.homeMissing(folder, home));
      }
      return accounts;
    } catch (AccountsException e) {
      throw new FailureException(SandboxFailures.accountsMalformed(e), e);
    } catch (IOException e) {
      throw new FailureException(SandboxFailures.fileUnreadable("iam", folder, e), e);
    }
  }

  /// What is to go wrong: `ecr:PutImage=throttle,times=2`.
  public static List<Fault> faults(List<String> texts) {
    return texts.stream().map(SandboxWords::fault).toList();
  }

  private static Fault fault(String text) {
    try {
      return Fault.parse(text);
    } catch (FaultException e) {
      throw new FailureException(SandboxFailures.faultMalformed(text, e), e);
    }
  }

  /// How far a clock is ahead or behind: `+10m`, `-90s`, `1h`.
  public static Duration clockOffset(String text) {
    var matcher = OFFSET.matcher(text);
    if (!matcher.matches()) {
      throw new FailureException(SandboxFailures.offsetMalformed(text));
    }
    long number = Long.parseLong(matcher.group(2));
    var offset =
        switch (matcher.group(3)) {
          case "h" -> Duration.ofHours(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        };
    return matcher.group(1).equals("-") ? offset.negated() : offset;
  }

  /// A folder of accounts leaves nothing for these flags to say.
  public static void mustSayPeopleOnce(boolean hasTrust, boolean hasKeys) {
    if (hasTrust || hasKeys) {
      throw new FailureException(SandboxFailures.peopleTwice(hasTrust ? "trust" : "keys"));
    }
  }

  private static JsonTree json(String flag, Path file) {
    try {
      return Json.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FailureException(SandboxFailures.fileUnreadable(flag, file, e), e);
    } catch (JsonException e) {
      throw new FailureException(SandboxFailures.fileNotJson(flag, file));
    }
  }
}

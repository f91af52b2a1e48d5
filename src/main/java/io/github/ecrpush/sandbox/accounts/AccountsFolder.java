package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyKind;
import io.github.ecrpush.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads accounts from a folder of JSON files, whose members are called as in CloudFormation.
public final class AccountsFolder {

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final String POLICIES = "policies";
  private static final String SCPS = "scps";
  private static final Set<String> ROOMS =
      Set.of("roles", "users", POLICIES, SCPS, "oidc-providers");
  private static final Set<String> ROLE_MEMBERS =
      Set.of(
          "RoleName",
          "Path",
          "Description",
          "AssumeRolePolicyDocument",
          "MaxSessionDuration",
          "Policies",
          "ManagedPolicyArns",
          "PermissionsBoundary",
          "Tags");
  private static final Set<String> USER_MEMBERS =
      Set.of(
          "UserName",
          "Path",
          "AccessKeys",
          "Policies",
          "ManagedPolicyArns",
          "PermissionsBoundary",
          "Tags");

  private final Path root;
  private final Map<String, PolicyDocument> managed = new LinkedHashMap<>();

  private AccountsFolder(Path root) {
    this.root = root;
  }

  /// Reads a folder.
  ///
  /// @throws AccountsException if something in it cannot be understood
  public static Accounts read(Path root) throws IOException {
    return new AccountsFolder(root).accounts();
  }

  private Accounts accounts() throws IOException {
    var numbers = new ArrayList<Path>();
    for (var entry : entries(root)) {
      var name = String.valueOf(entry.getFileName());
      if (ACCOUNT.matcher(name).matches()) {
        numbers.add(entry);
      } else if (!name.equals("aws") && !name.equals(SCPS)) {
        throw new AccountsException(
            entry, "", "A folder is called by an account's 12 digits, or `aws`, or `scps`.");
      }
    }
    if (numbers.isEmpty()) {
      throw new AccountsException(root, "", "There is no account in the folder.");
    }
    manage("aws", root.resolve("aws"));
    for (var folder : numbers) {
      mustHaveOnlyRooms(folder);
      manage(String.valueOf(folder.getFileName()), folder);
    }
    var accounts = new ArrayList<Account>();
    for (var folder : numbers) {
      accounts.add(account(folder));
    }
    return Accounts.of(accounts, managed);
  }

  private static void mustHaveOnlyRooms(Path folder) throws IOException {
    for (var entry : entries(folder)) {
      if (!ROOMS.contains(String.valueOf(entry.getFileName()))) {
        throw new AccountsException(
            entry,
            "",
            "An account has the folders "
                + String.join(", ", ROOMS.stream().sorted().toList())
                + ".");
      }
    }
  }

  private void manage(String owner, Path folder) throws IOException {
    for (var file : files(folder.resolve(POLICIES))) {
      var arn = "arn:aws:iam::%s:policy/%s".formatted(owner, file.name());
      managed.put(arn, file.policy(PolicyKind.IDENTITY));
    }
  }

  private Account account(Path folder) throws IOException {
    var id = String.valueOf(folder.getFileName());
    var roles = new LinkedHashMap<String, Role>();
    for (var file : files(folder.resolve("roles"))) {
      roles.put(file.name(), role(id, file));
    }
    var users = new ArrayList<User>();
    for (var file : files(folder.resolve("users"))) {
      users.add(user(id, file));
    }
    var providers = new ArrayList<OidcProvider>();
    for (var file : files(folder.resolve("oidc-providers"))) {
      file.mustHaveOnly(Set.of("Url", "ClientIdList", "ThumbprintList", "Tags"));
      providers.add(new OidcProvider(id, file.text("Url"), file.texts("ClientIdList")));
    }
    var levels = new ArrayList<List<PolicyDocument>>();
    for (var level : List.of(root.resolve(SCPS), folder.resolve(SCPS))) {
      var policies = new ArrayList<PolicyDocument>();
      for (var file : files(level)) {
        policies.add(file.policy(PolicyKind.SERVICE_CONTROL));
      }
      if (!policies.isEmpty()) { // a level without any has AWS's own, which allows everything
        levels.add(policies);
      }
    }
    return new Account(id, roles, Optional.empty(), users, providers, levels);
  }

  private Role role(String account, AccountFile file) {
    file.mustHaveOnly(ROLE_MEMBERS);
    var trust = file.json().at("AssumeRolePolicyDocument");
    var document = file.policy(trust, "AssumeRolePolicyDocument", PolicyKind.TRUST);
    var arn = "arn:aws:iam::%s:role%s%s".formatted(account, file.text("Path", "/"), file.name());
    var name =
        Names.role(arn).orElseThrow(() -> file.wrong("Path", "`" + arn + "` is no role's ARN."));
    return new Role(
        name,
        new Role.TrustPolicy(document, Json.write(trust)),
        longest(file),
        permissions(file),
        file.tags());
  }

  private static Duration longest(AccountFile file) {
    var member = file.json().at("MaxSessionDuration");
    long seconds = member.isMissing() ? Role.HOUR.toSeconds() : member.number().orElse(0L);
    if (seconds < 3600 || seconds > 43_200) {
      throw file.wrong("MaxSessionDuration", "A role's longest session is 3600 to 43200 seconds.");
    }
    return Duration.ofSeconds(seconds);
  }

  private User user(String account, AccountFile file) {
    file.mustHaveOnly(USER_MEMBERS);
    var arn = "arn:aws:iam::%s:user%s%s".formatted(account, file.text("Path", "/"), file.name());
    var keys = new LinkedHashMap<String, String>();
    file.json()
        .at("AccessKeys")
        .members()
        .forEach((id, secret) ->
            keys.put(
                id,
                secret
                    .text()
                    .filter(text -> id.matches("\\w{16,128}") && !text.isEmpty())
                    .orElseThrow(() ->
                        file.wrong(
                            "AccessKeys",
                            "Access keys are an object of ids (16 letters and digits or more) and"
                                + " secrets."))));
    return new User(arn, Names.identifier("AIDA", arn), keys, permissions(file), file.tags());
  }

  private Permissions permissions(AccountFile file) {
    var policies = new ArrayList<PolicyDocument>();
    int index = 0;
    for (var inline : file.json().at("Policies").elements()) {
      var place = "Policies[%d].PolicyDocument".formatted(index++);
      policies.add(file.policy(inline.at("PolicyDocument"), place, PolicyKind.IDENTITY));
    }
    for (var arn : file.texts("ManagedPolicyArns")) {
      policies.add(managed(file, "ManagedPolicyArns", arn));
    }
    var boundary = file.json().at("PermissionsBoundary").text();
    return new Permissions(
        policies, boundary.map(arn -> managed(file, "PermissionsBoundary", arn)));
  }

  private PolicyDocument managed(AccountFile file, String place, String arn) {
    return Optional.ofNullable(managed.get(arn))
        .orElseThrow(() ->
            file.wrong(
                place,
                "There is no policy `%s`; it would stand in `%s`."
                    .formatted(arn, "ACCOUNT/policies/NAME.json")));
  }

  private static List<AccountFile> files(Path folder) throws IOException {
    var files = new ArrayList<AccountFile>();
    for (var entry : Files.isDirectory(folder) ? entries(folder) : List.<Path>of()) {
      if (!entry.toString().endsWith(AccountFile.ENDING)) {
        throw new AccountsException(entry, "", "A file here is called `NAME.json`.");
      }
      files.add(AccountFile.read(entry));
    }
    return files;
  }

  /// What is in a folder, in its order; what begins with a dot is somebody else's.
  private static List<Path> entries(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .sorted()
          .toList();
    }
  }
}

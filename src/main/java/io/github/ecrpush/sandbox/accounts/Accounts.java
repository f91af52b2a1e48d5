package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.iam.CallerPolicies;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every account that the sandbox knows.
public final class Accounts {

  /// GitHub, as a provider is registered in an account.
  public static final String GITHUB = "https://token.actions.githubusercontent.com";

  /// The audiences of tokens that are for AWS, and for AWS in China.
  private static final List<String> AUDIENCES =
      List.of("sts.amazonaws.com", "sts.amazonaws.com.cn");

  private final Map<String, Account> accounts;
  private final Map<String, PolicyDocument> managed;
  private final boolean isOpen;

  private Accounts(
      Map<String, Account> accounts, Map<String, PolicyDocument> managed, boolean isOpen) {
    this.accounts = Map.copyOf(accounts);
    this.managed = Map.copyOf(managed);
    this.isOpen = isOpen;
  }

  /// The accounts of a folder.
  ///
  /// @param managed managed policies by their ARN
  static Accounts of(List<Account> all, Map<String, PolicyDocument> managed) {
    var accounts = new LinkedHashMap<String, Account>();
    all.forEach(account -> accounts.put(account.id(), account));
    return new Accounts(accounts, managed, false);
  }

  /// One account in which everybody may do everything, with a role of every name.
  ///
  /// @param trust whom all roles let in
  /// @param keys access keys that last, and their secrets
  public static Accounts open(String account, Role.TrustPolicy trust, Map<String, String> keys) {
    var any = Names.role("arn:aws:iam::%s:role/any".formatted(account)).orElseThrow();
    var role = new Role(any, trust, Role.HOUR, Permissions.EVERYTHING, Map.of());
    var users =
        keys.entrySet().stream()
            .map(key ->
                new User(
                    "arn:aws:iam::%s:user/sandbox".formatted(account),
                    Names.identifier("AIDA", key.getKey()),
                    Map.ofEntries(key),
                    Permissions.EVERYTHING,
                    Map.of()))
            .toList();
    var provider = new OidcProvider(account, GITHUB, AUDIENCES);
    var only =
        new Account(account, Map.of(), Optional.of(role), users, List.of(provider), List.of());
    return new Accounts(Map.of(account, only), Map.of(), true);
  }

  /// The trust policy of roles that nobody wrote one for: jobs of the owner `octo`, by either form
  /// of subject, and whoever belongs to the account.
  public static String defaultTrust(String account) {
    var provider = new OidcProvider(account, GITHUB, List.of());
    return """
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "GitHub", "Effect": "Allow",
       "Principal": {"Federated": "%s"},
       "Action": "sts:AssumeRoleWithWebIdentity",
       "Condition": {
         "StringEquals": {"%s:aud": ["sts.amazonaws.com", "sts.amazonaws.com.cn"]},
         "StringLike": {"%s:sub": ["repo:octo/*", "repo:octo@*/*"]}}},
      {"Sid": "Account", "Effect": "Allow",
       "Principal": {"AWS": "arn:aws:iam::%s:root"},
       "Action": ["sts:AssumeRole", "sts:TagSession"]}]}
    """
        .formatted(provider.arn(), provider.name(), provider.name(), account);
  }

  public Optional<Account> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /// The role of exactly this ARN.
  public Optional<Role> role(Names.RoleName name) {
    var role = account(name.account()).flatMap(account -> account.role(name.name()));
    return isOpen
        ? role.map(any -> any.named(name))
        : role.filter(known -> known.name().arn().equals(name.arn()));
  }

  public Optional<User> owner(String accessKeyId) {
    return accounts.values().stream()
        .flatMap(account -> account.users().stream())
        .filter(user -> user.keys().containsKey(accessKeyId))
        .findFirst();
  }

  /// A managed policy. Where everybody may do everything, so does each of them.
  public Optional<PolicyDocument> managedPolicy(String arn) {
    return isOpen ? Optional.of(Permissions.ALL) : Optional.ofNullable(managed.get(arn));
  }

  /// Every policy that bears on somebody.
  public CallerPolicies policies(Caller caller) {
    var permissions = permissions(caller);
    return new CallerPolicies(
        account(caller.account()).map(Account::serviceControl).orElse(List.of()),
        permissions.policies(),
        permissions.boundary(),
        caller.session().map(RoleSession::passed).flatMap(this::sessionPolicies));
  }

  private Permissions permissions(Caller caller) {
    return caller.session().isPresent()
        ? role(caller).map(Role::permissions).orElse(Permissions.NOTHING)
        : user(caller).map(User::permissions).orElse(Permissions.NOTHING);
  }

  Optional<Role> role(Caller caller) {
    return caller.session().map(RoleSession::roleArn).flatMap(Names::role).flatMap(this::role);
  }

  Optional<User> user(Caller caller) {
    return user(caller.arn());
  }

  public Optional<User> user(String arn) {
    return accounts.values().stream()
        .flatMap(account -> account.users().stream())
        .filter(user -> user.arn().equals(arn))
        .findFirst();
  }

  private Optional<List<PolicyDocument>> sessionPolicies(RoleSession.Passed passed) {
    if (!passed.restricts()) {
      return Optional.empty();
    }
    var policies = new ArrayList<PolicyDocument>();
    passed.policies().forEach(text -> policies.add(PolicyDocument.parse(Json.parse(text))));
    passed.policyArns().forEach(arn -> managedPolicy(arn).ifPresent(policies::add));
    return Optional.of(policies);
  }
}

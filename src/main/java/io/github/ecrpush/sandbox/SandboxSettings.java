package io.github.ecrpush.sandbox;

import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.sandbox.accounts.Accounts;
import io.github.ecrpush.sandbox.accounts.Role.TrustPolicy;
import io.github.ecrpush.sandbox.faults.Fault;
import io.github.ecrpush.sandbox.identity.GitHubClaims;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a sandbox is to be.
///
/// @param listen where it listens; port 0 is any free one
/// @param data where it keeps what it is told, and finds it when it is started again
/// @param account the one at home
/// @param region the region that its environment names; it answers for every region
/// @param repositories those that are there from the start
/// @param people who may do what
/// @param claims what GitHub says of the job
/// @param troubles what goes wrong
public record SandboxSettings(
    InetSocketAddress listen,
    Path data,
    String account,
    String region,
    List<RepositoryPath> repositories,
    People people,
    GitHubClaims claims,
    Troubles troubles,
    boolean tls) {

  public static final String DEFAULT_ACCOUNT = "123456789012";
  public static final String DEFAULT_REGION = "eu-west-1";

  /// Who may do what: the accounts of a folder, or everybody in one account everything.
  ///
  /// @param trust whom the roles of the one account let in
  /// @param keys access keys of the one account that last, and their secrets
  public record People(TrustPolicy trust, Map<String, String> keys, Optional<Accounts> known) {

    public People {
      keys = Map.copyOf(keys);
    }

    static People in(String account) {
      var trust = TrustPolicy.of(Json.parse(Accounts.defaultTrust(account)));
      return new People(trust, Map.of(), Optional.empty());
    }

    Accounts accounts(String home) {
      return known.orElseGet(() -> Accounts.open(home, trust, keys));
    }
  }

  /// What goes wrong on request.
  ///
  /// @param clockOffset how far the sandbox's clock is ahead
  public record Troubles(List<Fault> faults, Duration clockOffset) {
    public Troubles {
      faults = List.copyOf(faults);
    }
  }

  public SandboxSettings {
    repositories = List.copyOf(repositories);
  }

  /// A sandbox on a free port of this machine, with nothing in it.
  public static SandboxSettings in(Path data) {
    return new SandboxSettings(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
        data,
        DEFAULT_ACCOUNT,
        DEFAULT_REGION,
        List.of(),
        People.in(DEFAULT_ACCOUNT),
        new GitHubClaims(Map.of()),
        new Troubles(List.of(), Duration.ZERO),
        false);
  }

  public SandboxSettings withListen(InetSocketAddress address) {
    return new SandboxSettings(
        address, data, account, region, repositories, people, claims, troubles, tls);
  }

  /// The account at home, whose roles trust by default whom the roles of every new sandbox trust.
  public SandboxSettings withAccount(String number) {
    return new SandboxSettings(
        listen, data, number, region, repositories, People.in(number), claims, troubles, tls);
  }

  public SandboxSettings withRepositories(String... names) {
    return withRepositories(List.of(names).stream().map(RepositoryPath::new).toList());
  }

  public SandboxSettings withRepositories(List<RepositoryPath> paths) {
    return new SandboxSettings(listen, data, account, region, paths, people, claims, troubles, tls);
  }

  public SandboxSettings withTrust(TrustPolicy policy) {
    return with(new People(policy, people.keys(), people.known()));
  }

  public SandboxSettings withKeys(Map<String, String> pairs) {
    return with(new People(people.trust(), pairs, people.known()));
  }

  public SandboxSettings withAccounts(Accounts accounts) {
    return with(new People(people.trust(), people.keys(), Optional.of(accounts)));
  }

  private SandboxSettings with(People others) {
    return new SandboxSettings(
        listen, data, account, region, repositories, others, claims, troubles, tls);
  }

  public SandboxSettings withClaims(GitHubClaims told) {
    return new SandboxSettings(
        listen, data, account, region, repositories, people, told, troubles, tls);
  }

  public SandboxSettings withTroubles(List<Fault> faults, Duration clockOffset) {
    var others = new Troubles(faults, clockOffset);
    return new SandboxSettings(
        listen, data, account, region, repositories, people, claims, others, tls);
  }

  public SandboxSettings withTls() {
    return new SandboxSettings(
        listen, data, account, region, repositories, people, claims, troubles, true);
  }

  Accounts accounts() {
    return people.accounts(account);
  }
}

package io.github.ecrpush.sandbox;

import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.sandbox.identity.GitHubClaims;
import io.github.ecrpush.sandbox.identity.RoleTrust;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a sandbox is to be.
///
/// @param listen where it listens; port 0 is any free one
/// @param data where it keeps what it is told, and finds it when it is started again
/// @param region the region that its environment names; it answers for every region
/// @param repositories those that are there from the start
/// @param trust whom its roles let in
/// @param claims what GitHub says of the job
/// @param keys access keys that last, and their secrets
public record SandboxSettings(
    InetSocketAddress listen,
    Path data,
    String account,
    String region,
    List<RepositoryPath> repositories,
    PolicyDocument trust,
    GitHubClaims claims,
    Map<String, String> keys,
    boolean tls) {

  public static final String DEFAULT_ACCOUNT = "123456789012";
  public static final String DEFAULT_REGION = "eu-west-1";

  public SandboxSettings {
    repositories = List.copyOf(repositories);
    keys = Map.copyOf(keys);
  }

  /// A sandbox on a free port of this machine, with nothing in it.
  public static SandboxSettings in(Path data) {
    return new SandboxSettings(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
        data,
        DEFAULT_ACCOUNT,
        DEFAULT_REGION,
        List.of(),
        PolicyDocument.parse(Json.parse(RoleTrust.defaultPolicy(DEFAULT_ACCOUNT))),
        new GitHubClaims(Map.of()),
        Map.of(),
        false);
  }

  public SandboxSettings withListen(InetSocketAddress address) {
    return new SandboxSettings(
        address, data, account, region, repositories, trust, claims, keys, tls);
  }

  /// The account that everything belongs to, whose roles trust by default whom the roles of every
  /// new sandbox trust.
  public SandboxSettings withAccount(String number) {
    return new SandboxSettings(
        listen,
        data,
        number,
        region,
        repositories,
        PolicyDocument.parse(Json.parse(RoleTrust.defaultPolicy(number))),
        claims,
        keys,
        tls);
  }

  public SandboxSettings withRepositories(String... names) {
    return withRepositories(List.of(names).stream().map(RepositoryPath::new).toList());
  }

  public SandboxSettings withRepositories(List<RepositoryPath> paths) {
    return new SandboxSettings(listen, data, account, region, paths, trust, claims, keys, tls);
  }

  public SandboxSettings withTrust(PolicyDocument policy) {
    return new SandboxSettings(
        listen, data, account, region, repositories, policy, claims, keys, tls);
  }

  public SandboxSettings withClaims(GitHubClaims told) {
    return new SandboxSettings(listen, data, account, region, repositories, trust, told, keys, tls);
  }

  public SandboxSettings withKeys(Map<String, String> pairs) {
    return new SandboxSettings(
        listen, data, account, region, repositories, trust, claims, pairs, tls);
  }

  public SandboxSettings withTls() {
    return new SandboxSettings(
        listen, data, account, region, repositories, trust, claims, keys, true);
  }
}

package io.github.ecrpush.sandbox;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.sandbox.accounts.AccessControl;
import io.github.ecrpush.sandbox.accounts.Names;
import io.github.ecrpush.sandbox.disk.StateFolder;
import io.github.ecrpush.sandbox.faults.FaultPlan;
import io.github.ecrpush.sandbox.faults.FaultyEndpoint;
import io.github.ecrpush.sandbox.identity.KeyRing;
import io.github.ecrpush.sandbox.identity.OidcEndpoint;
import io.github.ecrpush.sandbox.identity.RegistryPasswords;
import io.github.ecrpush.sandbox.identity.Seal;
import io.github.ecrpush.sandbox.identity.SignatureCheck;
import io.github.ecrpush.sandbox.identity.SignedTokens;
import io.github.ecrpush.sandbox.images.EcrEndpoint;
import io.github.ecrpush.sandbox.images.OpenRegistry;
import io.github.ecrpush.sandbox.images.Quota;
import io.github.ecrpush.sandbox.images.Registries;
import io.github.ecrpush.sandbox.images.Registry;
import io.github.ecrpush.sandbox.sts.IamEndpoint;
import io.github.ecrpush.sandbox.sts.StsEndpoint;
import io.github.ecrpush.sandbox.tls.ServerIdentity;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import io.github.ecrpush.sandbox.web.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// GitHub's OIDC endpoint, STS, IAM, ECR and its registry in one listener. They behave as the real
/// ones do, down to error codes; what is not there yet is refused as an unknown operation. Every
/// other account or region that is asked for has a registry on a listener of its own.
public final class Sandbox implements AutoCloseable {

  private static final int KEY_BYTES = 32;
  private static final Optional<SSLContext> NO_TLS = Optional.empty();

  private final SandboxSettings settings;
  private final StateFolder folder;
  private final Optional<ServerIdentity> identity;
  private final Optional<SSLContext> tls;
  private final WebServer server;
  private final String address;
  private final String requestToken;
  private final KeyRing keys;
  private final OidcEndpoint oidc;
  private final StsEndpoint sts;
  private final IamEndpoint iam;
  private final EcrEndpoint ecr;
  private final Registries registries;
  private final Registry home;
  private final InstantSource clock;
  private final FaultPlan faults;
  private final List<WebServer> others = new CopyOnWriteArrayList<>();

  private Sandbox(SandboxSettings settings, StateFolder folder, InstantSource machine)
      throws IOException {
    this.settings = settings;
    this.folder = folder;
    var troubles = settings.troubles();
    clock = () -> machine.instant().plus(troubles.clockOffset());
    faults = new FaultPlan(troubles.faults(), clock);
    identity =
        settings.tls()
            ? Optional.of(ServerIdentity.in(folder, settings.listen(), machine.instant()))
            : Optional.empty();
    tls = identity.isPresent() ? Optional.of(identity.get().serverSide()) : NO_TLS;
    home = new Registry(settings.account(), settings.region());
    server = bind(settings.listen(), home);
    address = address(server);
    requestToken = HexFormat.of().formatHex(folder.secret("request-token.key", Sandbox::randomKey));
    var seal = new Seal(folder.secret("seal.key", Sandbox::randomKey));
    var tokens = new SignedTokens(folder);
    var accounts = settings.accounts();
    keys = new KeyRing(accounts, seal, folder, FaultPlan.freshness(troubles.faults()));
    var signatures = new SignatureCheck(keys, clock);
    var passwords = new RegistryPasswords(seal, keys, clock);
    oidc = new OidcEndpoint(tokens, settings.claims(), requestToken, address, clock);
    sts = new StsEndpoint(accounts, tokens, keys, signatures, clock);
    iam = new IamEndpoint(accounts, signatures, clock);
    var control = new AccessControl(accounts, clock);
    registries =
        new Registries(
            home, new Registries.Ground(folder, seal, passwords, control, clock), this::host);
    registries.ensure(settings.repositories());
    ecr = new EcrEndpoint(registries, signatures, passwords);
  }

  /// Gives a registry a listener of its own; the one at home has the sandbox's.
  private String host(Registry registry) throws IOException {
    if (registry.equals(home)) {
      return address;
    }
    var listener = bind(new InetSocketAddress(settings.listen().getAddress(), 0), registry);
    others.add(listener);
    listener.start();
    return address(listener);
  }

  private WebServer bind(InetSocketAddress where, Registry registry) throws IOException {
    var faulty = new FaultyEndpoint(faults, call -> answer(call, registry));
    return WebServer.bind(where, tls, faulty, clock);
  }

  private String address(WebServer listener) {
    return (settings.tls() ? "https://" : "http://") + host(settings) + ":" + listener.port();
  }

  private static String host(SandboxSettings settings) {
    var address = settings.listen().getAddress();
    if (address.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    var host = settings.listen().getHostString();
    return host.contains(":") ? "[" + address.getHostAddress() + "]" : host;
  }

  private static byte[] randomKey() {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /// Starts a sandbox, which answers when this returns.
  ///
  /// @throws FailureException if its folder or address is taken or cannot be used
  public static Sandbox start(SandboxSettings settings, InstantSource clock) {
    StateFolder folder;
    try {
      folder =
          StateFolder.open(settings.data())
              .orElseThrow(
                  () -> new FailureException(SandboxFailures.folderTaken(settings.data())));
    } catch (IOException e) {
      throw new FailureException(SandboxFailures.folderUnusable(settings.data(), e), e);
    }
    try {
      var sandbox = new Sandbox(settings, folder, clock);
      sandbox.server.start();
      return sandbox;
    } catch (SocketException e) {
      closeQuietly(folder);
      throw new FailureException(SandboxFailures.addressTaken(settings.listen(), e), e);
    } catch (IOException | JsonException e) {
      closeQuietly(folder);
      throw new FailureException(SandboxFailures.folderUnusable(settings.data(), e), e);
    } catch (RuntimeException e) {
      closeQuietly(folder);
      throw e;
    }
  }

  private Answer answer(Call call, Registry registry) throws IOException {
    var path = call.path();
    if (OpenRegistry.isIts(path)) {
      return registries.open(registry).answer(call);
    }
    if (path.equals("/") || path.isEmpty()) {
      return api(call).answer(call);
    }
    return oidc.answer(call);
  }

  private Endpoint api(Call call) {
    if (call.header("X-Amz-Target").isPresent()) {
      return ecr;
    }
    return IamEndpoint.isMeant(call) ? iam : sts;
  }

  /// Where all of it is reached: `http://127.0.0.1:40123`.
  public String address() {
    return address;
  }

  /// Where the registry is reached, as image references begin: `127.0.0.1:40123`.
  public String registry() {
    return address.substring(address.indexOf("://") + 3);
  }

  /// What a process has to have in its environment to take this for GitHub and AWS.
  public Map<String, String> environment() {
    var environment = new LinkedHashMap<String, String>();
    environment.put("AWS_ENDPOINT_URL", address);
    Names.role("arn:aws:iam::%s:role/sandbox".formatted(settings.account()))
        .flatMap(settings.accounts()::role)
        .ifPresent(role -> environment.put("ECR_PUSH_SANDBOX_ROLE", role.name().arn()));
    environment.put("AWS_REGION", settings.region());
    environment.put("AWS_DEFAULT_REGION", settings.region()); // as the AWS CLI and boto3 know it
    environment.put(
        "ACTIONS_ID_TOKEN_REQUEST_URL", address + OidcEndpoint.TOKEN_PATH + "?api-version=2.0");
    environment.put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", requestToken);
    identity.ifPresent(
        known -> environment.put("AWS_CA_BUNDLE", known.certificateFile().toString()));
    environment.put("ECR_PUSH_SANDBOX_REGISTRY", registry());
    return environment;
  }

  /// Writes the same as `export` lines of a shell, for nobody else to read: the file is whole when
  /// it is there.
  ///
  /// @throws FailureException if the file cannot be written
  public void writeEnvironment(Path file) {
    try {
      var part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
      StateFolder.writeForOwner(part, EnvironmentFile.text(environment()));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FailureException(SandboxFailures.environmentFileUnwritable(file, e), e);
    }
  }

  /// Ends every session and registry password that was issued before a moment.
  public void revokeSessions(Instant before) throws IOException {
    keys.revoke(before);
  }

  /// From now on, tells somebody of each call by the name that faults know it by: `ecr:PutImage`.
  public void watch(Consumer<String> calls) {
    faults.watch(calls);
  }

  /// Allows only so many repositories in a registry, and images in a repository.
  public void limit(Quota quota) {
    registries.limit(quota);
  }

  @Override
  public void close() {
    server.close();
    others.forEach(WebServer::close);
    closeQuietly(folder);
  }

  private static void closeQuietly(StateFolder folder) {
    try {
      folder.close();
    } catch (IOException _) {
      // the lock goes with the process at the latest
    }
  }
}

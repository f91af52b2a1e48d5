package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.build.PlayedEngine;
import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.github.OidcEndpoint;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.http.RetryingTransport;
import io.github.ecrpush.http.UrlConnectionTransport;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.sandbox.Sandbox;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.testing.KnownCommit;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Runs the verb `push` against a sandbox in this process, with a played engine: all of it but the
/// doors and the build.
public final class SandboxRuns implements AutoCloseable {

  private static final String REGION = "eu-west-1";

  private final Sandbox sandbox;
  private final Path folder;
  private final List<ProgressEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger tokensAsked = new AtomicInteger();
  private final PlayedEngine engine = new PlayedEngine();

  private final Map<String, String> variables = new HashMap<>();
  private RetryPolicy patience = RetryPolicy.PATIENT;
  private UnaryOperator<HttpTransport> wire = transport -> transport;
  private Optional<LaterSteps> later = Optional.empty();
  private boolean showsLines;
  private volatile RunRecorder recorder = recorder();

  private SandboxRuns(Sandbox sandbox, Path folder) {
    this.sandbox = sandbox;
    this.folder = folder;
    engine.pullFrom(sandbox.registry());
  }

  public static SandboxRuns in(Path folder, String... repositories) {
    return with(SandboxSettings.in(folder.resolve("data")).withRepositories(repositories), folder);
  }

  public static SandboxRuns with(SandboxSettings settings, Path folder) {
    return with(settings, folder, InstantSource.system());
  }

  /// Against a sandbox with a clock of its own; that of the runs is the system's.
  public static SandboxRuns with(SandboxSettings settings, Path folder, InstantSource clock) {
    return new SandboxRuns(Sandbox.start(settings, clock), folder);
  }

  /// How often and how long the runs try again.
  public SandboxRuns patient(RetryPolicy policy) {
    patience = policy;
    return this;
  }

  /// A variable of the runs' environment, instead of the sandbox's.
  public SandboxRuns where(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /// What stands between the runs and GitHub and the registry.
  public SandboxRuns through(UnaryOperator<HttpTransport> between) {
    wire = between;
    return this;
  }

  /// The steps that come after the runs, which are then steps of a job.
  public SandboxRuns before(LaterSteps steps) {
    later = Optional.of(steps);
    return this;
  }

  /// Somebody wants to see the lines that made the images.
  public SandboxRuns showingLines() {
    showsLines = true;
    return this;
  }

  /// Pushes with these inputs, in the name of a job at this commit.
  public PushReport push(String commit, Map<Input, String> given) {
    var environment = environment(commit);
    return new PushImages(workplace(environment), later).run(request(commit, given, environment));
  }

  /// Pushes several images, each with inputs of its own, in the name of a job at this commit, and
  /// records what was done.
  public PushReport pushAll(
      String commit, PushRequest.Rules rules, Map<String, Map<Input, String>> images) {
    var environment = environment(commit);
    var read =
        images.entrySet().stream()
            .map(image -> reader(commit, image.getValue(), environment).image(image.getKey(), true))
            .toList();
    var together = PushRequestReader.together(inputs(Map.of(), environment), read);
    var request = new PushRequest(together.images(), Map.of(), rules, together.exports());
    var workplace = workplace(environment);
    workplace.record().asked(request);
    var report = new PushImages(workplace, later).run(request);
    return report.recorded(workplace.record().record(source(commit, environment)));
  }

  private static RunSource source(String commit, Map<String, String> environment) {
    var runner = RunnerEnvironment.from(environment);
    return RunSource.of(runner, Optional.of(commit), Optional.empty(), Optional.empty(), "");
  }

  /// Checks with these inputs, in the name of a job at this commit.
  public CheckReport check(String commit, Map<Input, String> given, CheckTargets.Depth depth) {
    var environment = environment(commit);
    return new CheckTargets(workplace(environment)).run(request(commit, given, environment), depth);
  }

  /// The keys of the session that a run with these inputs has at its first target.
  AwsKeys keys(Map<Input, String> given) throws InterruptedException {
    var environment = environment("");
    var request = request("1".repeat(40), given, environment);
    try (var registries = new Registries(workplace(environment), request, true)) {
      return registries.identity((Target.Ecr) request.targets().getFirst()).keys();
    }
  }

  private Map<String, String> environment(String commit) {
    var environment = new HashMap<>(sandbox.environment());
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_REPOSITORY", "octo/app");
    environment.put("GITHUB_SHA", commit);
    environment.putAll(variables);
    return environment;
  }

  private PushRequest request(
      String commit, Map<Input, String> given, Map<String, String> environment) {
    var inputs = inputs(given, environment);
    return RunReader.read(inputs, new Configurations(folder, environment))
        .request(_ -> reader(commit, given, environment), true);
  }

  private PushRequestReader reader(
      String commit, Map<Input, String> given, Map<String, String> environment) {
    var all = inputs(given, environment);
    return new PushRequestReader(
        all,
        RunnerEnvironment.from(environment),
        KnownCommit.naming(all, commit),
        new BuildRequestReader(all, environment, folder),
        new RepositoryWishReader(all, folder));
  }

  private static Inputs inputs(Map<Input, String> given, Map<String, String> environment) {
    var inputs = new EnumMap<Input, String>(Input.class);
    inputs.put(Input.AWS_REGION, REGION);
    inputs.put(Input.ROLE_TO_ASSUME, environment.getOrDefault("ECR_PUSH_SANDBOX_ROLE", ""));
    inputs.putAll(given);
    return Inputs.of(inputs, environment);
  }

  private Workplace workplace(Map<String, String> environment) {
    var connections = new Connections(Network.DIRECT);
    var http = new RetryingTransport(wire.apply(new UrlConnectionTransport(connections)), patience);
    var oidc = new OidcEndpoint(RunnerEnvironment.from(environment), http);
    var ours = recorder(); // several runs may go side by side
    recorder = ours;
    return new Workplace(
        engine::builder,
        http,
        patience,
        () -> new AwsClients(connections, environment, patience),
        audience -> {
          tokensAsked.incrementAndGet();
          return oidc.token(audience);
        },
        _ -> Optional.empty(),
        ours,
        _ -> {},
        InstantSource.system());
  }

  private RunRecorder recorder() {
    return new RunRecorder(events::add, InstantSource.system(), showsLines);
  }

  /// What the last run did.
  public RunRecord record() {
    var runner = RunnerEnvironment.from(Map.of());
    return recorder.record(
        RunSource.of(runner, Optional.empty(), Optional.empty(), Optional.empty(), ""));
  }

  /// How many identity tokens were asked for so far.
  public int tokensAsked() {
    return tokensAsked.get();
  }

  public PlayedEngine engine() {
    return engine;
  }

  /// What was told so far.
  public List<ProgressEvent> events() {
    return events;
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}

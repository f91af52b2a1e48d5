package io.github.ecrpush;

import io.github.ecrpush.action.ActionDoor;
import io.github.ecrpush.action.StepExports;
import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.build.EngineBuilder;
import io.github.ecrpush.build.engine.EngineAddress;
import io.github.ecrpush.buildkit.BuildKitClient;
import io.github.ecrpush.cli.CheckCommand;
import io.github.ecrpush.cli.EcrPushCli;
import io.github.ecrpush.cli.PolicyCommand;
import io.github.ecrpush.cli.PushCommand;
import io.github.ecrpush.cli.SandboxCommand;
import io.github.ecrpush.cli.TagsCommand;
import io.github.ecrpush.cli.Terminal;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.credential.DockerConfig;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.OidcEndpoint;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.http.RetryingTransport;
import io.github.ecrpush.http.UrlConnectionTransport;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.AccessPlanner;
import io.github.ecrpush.operation.CheckReport;
import io.github.ecrpush.operation.CheckTargets;
import io.github.ecrpush.operation.LaterSteps;
import io.github.ecrpush.operation.NamedImage;
import io.github.ecrpush.operation.NetworkReader;
import io.github.ecrpush.operation.PolicyWish;
import io.github.ecrpush.operation.Push;
import io.github.ecrpush.operation.PushImages;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.RunReader;
import io.github.ecrpush.operation.RunRecorder;
import io.github.ecrpush.operation.RunSecrets;
import io.github.ecrpush.operation.WorkflowJobReader;
import io.github.ecrpush.operation.Workplace;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressListener;
import io.github.ecrpush.report.evidence.PushWithEvidence;
import io.github.ecrpush.sandbox.Sandbox;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.SandboxWords;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The one place where everything is put together. Read it, and you know the house.
final class Application {

  private final Terminal terminal;
  private final InstantSource clock;

  Application(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /// Runs a command line to its end and returns the exit code.
  ///
  /// A runner starts the action without a word; what it wishes stands in variables.
  int run(List<String> words) {
    if (isPush(words)) {
      makeReady(Json::makeReady);
      makeReady(BuildKitClient::makeReady);
    }
    var runner = RunnerEnvironment.from(terminal.environment());
    if (words.isEmpty() && runner.onGitHub()) {
      var workspace = terminal.directory().resolve(runner.workspace());
      return new ActionDoor(
              terminal.out(),
              terminal.environment(),
              push(workspace, Optional.of(this::laterSteps)))
          .run();
    }
    var screen = new ErrorScreen(terminal.err(), terminal.environment());
    var push = new PushCommand(terminal, push(terminal.directory(), Optional.empty()), screen);
    var check =
        new CheckCommand(
            terminal,
            this::check,
            new PolicyCommand(terminal, this::plan),
            new TagsCommand(terminal, this::names));
    var sandbox = new SandboxCommand(terminal, this::sandbox);
    return new EcrPushCli(terminal, push, check, sandbox, Application::version).run(words);
  }

  private static boolean isPush(List<String> words) {
    return words.isEmpty() || words.getFirst().equals("push");
  }

  /// Loads what a push needs first, while the command line is read.
  private static void makeReady(Runnable load) {
    Thread.ofPlatform()
        .daemon()
        .name("ready")
        .uncaughtExceptionHandler((_, _) -> {}) // whoever needs it meets the same, and says so
        .start(load);
  }

  /// Where a run is a step of a job, what comes after it.
  private interface Job {
    LaterSteps at(Redactor redactor, ProgressListener listener);
  }

  private LaterSteps laterSteps(Redactor redactor, ProgressListener listener) {
    return new StepExports(terminal.environment(), redactor, listener);
  }

  private Push push(Path directory, Optional<Job> later) {
    boolean isStep = later.isPresent(); // which has a summary
    var files = new Configurations(directory, terminal.environment());
    var secrets = new RunSecrets(terminal.environment(), directory, files);
    Push push =
        (inputs, listener, redactor) -> {
          var recorder = new RunRecorder(listener, clock, inputs.isOn(Input.SUMMARY) && isStep);
          var requests = new Requests(terminal, clock, directory, redactor, files, secrets);
          var report = report(requests, later, inputs, recorder, redactor);
          return report.recorded(recorder.record(requests.source(inputs)));
        };
    var evidenced = new PushWithEvidence(push, directory, Application::version);
    return new Push() {
      @Override
      public PushReport run(Inputs inputs, ProgressListener listener, Redactor redactor) {
        return evidenced.run(wishes(inputs), listener, redactor);
      }

      @Override
      public void hideSecrets(Inputs given, Redactor redactor) {
        secrets.hide(given, redactor);
      }

      @Override
      public Inputs wishes(Inputs given) {
        return RunReader.wishes(given, files);
      }
    };
  }

  private PushReport report(
      Requests requests,
      Optional<Job> later,
      Inputs inputs,
      RunRecorder recorder,
      Redactor redactor) {
    try {
      var asked = requests.asked(inputs, recorder, true);
      recorder.asked(asked.request());
      var workplace = workplace(asked.run(), recorder, redactor);
      var push = new PushImages(workplace, later.map(job -> job.at(redactor, recorder)));
      // in a large working tree that takes longer than a push
      try (var beside = new Parallel()) {
        beside.run("working-tree", () -> requests.tellUncommitted(inputs, recorder));
        var report = push.run(asked.request());
        awaitUnlessStopped(beside);
        return report;
      }
    } catch (FailureException e) {
      return PushReport.notBegun(inputs, e.failure(), redactor);
    }
  }

  private static void awaitUnlessStopped(Parallel beside) {
    try {
      beside.join();
    } catch (InterruptedException _) {
      // the run was stopped, and its report says so
    }
  }

  private CheckReport check(
      Inputs inputs, CheckTargets.Depth depth, ProgressListener listener, Redactor redactor) {
    boolean tagged = depth == CheckTargets.Depth.ALL;
    var requests = requests(inputs, redactor);
    var asked = requests.asked(inputs, listener, tagged);
    if (tagged) {
      requests.tellUncommitted(inputs, listener);
    }
    var recorder = new RunRecorder(listener, clock, false);
    return new CheckTargets(workplace(asked.run(), recorder, redactor)).run(asked.request(), depth);
  }

  private AccessPlan plan(Inputs inputs, PolicyWish wish) {
    var requests = requests(inputs, terminal.redactor());
    var asked = requests.asked(inputs, _ -> {}, false);
    var runner = RunnerEnvironment.from(terminal.environment());
    var jobs = new WorkflowJobReader(runner, requests.workingTree(inputs));
    return AccessPlanner.plan(asked.request(), wish, jobs);
  }

  private List<NamedImage> names(Inputs inputs, ProgressListener listener) {
    var requests = requests(inputs, terminal.redactor());
    var named = requests.names(inputs, listener);
    requests.tellUncommitted(inputs, listener);
    return named;
  }

  /// What those read that only look. The secrets are hidden then.
  private Requests requests(Inputs inputs, Redactor redactor) {
    var directory = terminal.directory();
    var files = new Configurations(directory, terminal.environment());
    var secrets = new RunSecrets(terminal.environment(), directory, files);
    secrets.hide(inputs, redactor);
    return new Requests(terminal, clock, directory, redactor, files, secrets);
  }

  private Workplace workplace(Inputs inputs, RunRecorder listener, Redactor redactor) {
    var environment = terminal.environment();
    var runner = RunnerEnvironment.from(environment);
    var network = NetworkReader.read(inputs, environment);
    network.passwords().forEach(redactor::hide);
    NetworkReader.warnings(network).forEach(text -> listener.on(new ProgressEvent.Warning(text)));
    var connections = new Connections(network);
    var http = new RetryingTransport(new UrlConnectionTransport(connections), RetryPolicy.PATIENT);
    return new Workplace(
        (requests, logins, told) ->
            new EngineBuilder(EngineAddress.from(environment), clock, requests, logins, told),
        http,
        RetryPolicy.PATIENT,
        () -> new AwsClients(connections, environment),
        new OidcEndpoint(runner, http)::token,
        dockerLogins(runner, listener),
        listener,
        inputs.isOn(Input.MASK_AWS_ACCOUNT_ID) ? redactor::hide : _ -> {},
        clock);
  }

  /// On a runner, logins come from inputs alone: what an earlier step left in a file is not ours.
  private CredentialSource dockerLogins(RunnerEnvironment runner, ProgressListener listener) {
    return runner.onGitHub()
        ? _ -> Optional.empty()
        : DockerConfig.from(
            terminal.environment(), text -> listener.on(new ProgressEvent.Warning(text)));
  }

  private AutoCloseable sandbox(SandboxCommand.Wish wish) {
    var sandbox = Sandbox.start(settings(wish), clock);
    try {
      sandbox.writeEnvironment(wish.envFile());
      return sandbox;
    } catch (FailureException e) {
      sandbox.close();
      throw e;
    }
  }

  private static SandboxSettings settings(SandboxCommand.Wish wish) {
    var settings =
        SandboxSettings.in(wish.data())
            .withListen(SandboxWords.listen(wish.listen()))
            .withAccount(SandboxWords.account(wish.account()))
            .withRepositories(SandboxWords.repositories(wish.repositories()))
            .withTroubles(
                SandboxWords.faults(wish.faults()), SandboxWords.clockOffset(wish.clockOffset()));
    if (wish.trust().isPresent()) {
      settings = settings.withTrust(SandboxWords.trust(wish.trust().get()));
    }
    if (wish.claims().isPresent()) {
      settings = settings.withClaims(SandboxWords.claims(wish.claims().get()));
    }
    if (wish.keys().isPresent()) {
      settings = settings.withKeys(SandboxWords.keys(wish.keys().get()));
    }
    if (wish.iam().isPresent()) {
      SandboxWords.mustSayPeopleOnce(wish.trust().isPresent(), wish.keys().isPresent());
      settings = settings.withAccounts(SandboxWords.accounts(wish.iam().get(), settings.account()));
    }
    return wish.tls() ? settings.withTls() : settings;
  }

  /// Asked for when it is to be shown: it stands in the jar, which a start need not read.
  private static String version() {
    return Optional.ofNullable(Application.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}

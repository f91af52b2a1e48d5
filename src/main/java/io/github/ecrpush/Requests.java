package io.github.ecrpush;

import io.github.ecrpush.cli.Terminal;
import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.git.WorkState;
import io.github.ecrpush.git.WorkingTree;
import io.github.ecrpush.github.RepositoryEndpoint;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.http.RedirectingTransport;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.http.RetryingTransport;
import io.github.ecrpush.http.UrlConnectionTransport;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.metadata.Fact;
import io.github.ecrpush.metadata.Source;
import io.github.ecrpush.operation.BuildRequestReader;
import io.github.ecrpush.operation.GitFacts;
import io.github.ecrpush.operation.ImageNaming;
import io.github.ecrpush.operation.LabelSecrets;
import io.github.ecrpush.operation.NamedImage;
import io.github.ecrpush.operation.NetworkReader;
import io.github.ecrpush.operation.PushRequest;
import io.github.ecrpush.operation.PushRequestReader;
import io.github.ecrpush.operation.RepositoryWishReader;
import io.github.ecrpush.operation.RunReader;
import io.github.ecrpush.operation.RunSecrets;
import io.github.ecrpush.operation.RunSource;
import io.github.ecrpush.operation.SourceReader;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressListener;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Reads what one run is asked for. What git and GitHub say of the source is found out once,
/// however many images are made of it.
final class Requests {

  private static final int PATHS_SHOWN = 3;

  private final Terminal terminal;
  private final InstantSource clock;
  private final Path directory;
  private final Redactor redactor;
  private final Configurations files;
  private final RunSecrets secrets;
  private final RunnerEnvironment runner;
  private final Map<Optional<Path>, SourceReader> sources = new HashMap<>();
  private final Map<Known, Source> known = new HashMap<>();

  // Asked beside a run, and after it.
  private final Map<Path, Optional<WorkingTree>> trees = new ConcurrentHashMap<>();
  private final Map<Path, WorkState> states = new ConcurrentHashMap<>();

  /// @param directory the folder that the run stands in
  /// @param redactor is told the numbers of accounts where they are to be hidden
  /// @param secrets those of the run, which are hidden already
  Requests(
      Terminal terminal,
      InstantSource clock,
      Path directory,
      Redactor redactor,
      Configurations files,
      RunSecrets secrets) {
    this.terminal = terminal;
    this.clock = clock;
    this.directory = directory;
    this.redactor = redactor;
    this.files = files;
    this.secrets = secrets;
    this.runner = RunnerEnvironment.from(terminal.environment());
  }

  private record Known(SourceReader reader, Set<Fact> wanted) {}

  /// What a run is asked for.
  ///
  /// @param run the inputs of the run as a whole
  record Asked(PushRequest request, Inputs run) {}

  /// Reads it.
  ///
  /// @param tagged whether somebody looks at tags
  Asked asked(Inputs inputs, ProgressListener listener, boolean tagged) {
    var run = told(inputs, listener);
    var request = run.request(this::reader, tagged);
    var shown = LabelSecrets.of(secrets.found());
    for (var image : request.images()) {
      shown.refuse(image);
      for (var text : image.metadata().notices()) {
        var notice = new Notice(text);
        listener.on(run.images().size() == 1 ? notice : new OfImage(image.name(), notice));
      }
    }
    return new Asked(request, run.run());
  }

  /// What the images are called.
  List<NamedImage> names(Inputs inputs, ProgressListener listener) {
    return told(inputs, listener).names(this::naming);
  }

  private RunReader told(Inputs inputs, ProgressListener listener) {
    var run = run(inputs);
    run.notices().forEach(text -> listener.on(new Notice(text)));
    return run;
  }

  private RunReader run(Inputs inputs) {
    var run = RunReader.read(inputs, files);
    if (run.run().isOn(Input.MASK_AWS_ACCOUNT_ID)) {
      run.images().stream()
          .flatMap(image -> image.inputs().accountNumbers().stream())
          .forEach(redactor::hide);
      redactor.hideAccounts();
    }
    return run;
  }

  private PushRequestReader reader(Inputs image) {
    return new PushRequestReader(
        image,
        runner,
        naming(image),
        new BuildRequestReader(image, terminal.environment(), directory),
        new RepositoryWishReader(image, directory));
  }

  private ImageNaming naming(Inputs image) {
    var tree = workingTree(image);
    var reader =
        sources.computeIfAbsent(tree.map(WorkingTree::root), _ -> sourceReader(image, tree));
    return new ImageNaming(
        image,
        terminal.environment(),
        wanted ->
            known.computeIfAbsent(new Known(reader, wanted), asked -> reader.read(asked.wanted())));
  }

  private SourceReader sourceReader(Inputs image, Optional<WorkingTree> tree) {
    var token = image.wish(Input.GITHUB_TOKEN).map(Secret::new);
    return new SourceReader(
        runner,
        terminal.environment(),
        () -> tree.map(GitFacts::of).orElse(GitFacts.NONE),
        () -> new RepositoryEndpoint(runner, token, gitHub(image)),
        clock);
  }

  /// The way to GitHub's API, for what a run can do without.
  private HttpTransport gitHub(Inputs inputs) {
    var connections = new Connections(NetworkReader.read(inputs, terminal.environment()));
    var patience = new RetryPolicy(2, Duration.ofSeconds(8), RetryPolicy.PATIENT.backoff());
    return new RetryingTransport(
        new RedirectingTransport(new UrlConnectionTransport(connections)), patience);
  }

  /// Tells whether the labels name a commit that is not all that is built. On a runner the source
  /// is what was checked out. Elsewhere somebody is at work on it.
  void tellUncommitted(Inputs inputs, ProgressListener listener) {
    if (runner.onGitHub()) {
      return;
    }
    workingTree(inputs)
        .filter(tree -> tree.commit().isPresent())
        .map(this::state)
        .flatMap(Requests::uncommitted)
        .ifPresent(text -> listener.on(new Notice(text)));
  }

  private static Optional<String> uncommitted(WorkState state) {
    return switch (state) {
      case WorkState.Clean _ -> Optional.empty();
      case WorkState.Dirty(List<String> paths) -> Optional.of(changed(paths));
      case WorkState.Unknown(String why) ->
          Optional.of("Whether the working tree is what was committed is not known. " + why);
    };
  }

  private static String changed(List<String> paths) {
    return "The working tree has changes that the commit in the labels does not have: `"
        + String.join("`, `", paths.stream().limit(PATHS_SHOWN).toList())
        + (paths.size() > PATHS_SHOWN ? "`, …" : "`.");
  }

  /// What the run was started for, as evidence has it.
  RunSource source(Inputs inputs) {
    var tree = workingTree(inputs);
    var commit =
        Optional.of(runner.sha())
            .filter(text -> !text.isEmpty())
            .or(() -> tree.flatMap(WorkingTree::commit));
    var dirty =
        inputs
            .wish(Input.EVIDENCE)
            .flatMap(_ -> tree)
            .map(this::state)
            .flatMap(state ->
                switch (state) {
                  case WorkState.Clean _ -> Optional.of(false);
                  case WorkState.Dirty _ -> Optional.of(true);
                  case WorkState.Unknown _ -> Optional.empty();
                });
    return RunSource.of(
        runner,
        commit,
        tree.flatMap(WorkingTree::branch),
        dirty,
        terminal.environment().getOrDefault("GITHUB_WORKFLOW", ""));
  }

  Optional<WorkingTree> workingTree(Inputs inputs) {
    try {
      return trees.computeIfAbsent(
          directory.resolve(inputs.text(Input.CONTEXT)),
          context -> WorkingTree.at(context).or(() -> WorkingTree.at(directory)));
    } catch (InvalidPathException _) { // told when the context is read
      return Optional.empty();
    }
  }

  private WorkState state(WorkingTree tree) {
    return states.computeIfAbsent(tree.root(), _ -> tree.state());
  }
}

package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.build.BuildRequest.Cache;
import io.github.ecrpush.build.BuildRequest.StepNetwork;
import io.github.ecrpush.build.BuildSecret;
import io.github.ecrpush.build.NamedContext;
import io.github.ecrpush.build.inputs.BuildInputs;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.dockerfile.FamiliarName;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.file.UnusableFileException;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.metadata.ImageMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the inputs that say what to build. Paths are relative to the folder that the run stands
/// in.
public final class BuildRequestReader {

  /// The label that names the commit.
  static final String REVISION = "org.opencontainers.image.revision";

  private static final String OTHER_IMAGE = "image:";
  private static final Pattern ADDRESS = Pattern.compile("^[a-z-]+://|^git@");
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private final Inputs inputs;
  private final Map<String, String> environment;
  private final Path directory;

  public BuildRequestReader(Inputs inputs, Map<String, String> environment, Path directory) {
    this.inputs = inputs;
    this.environment = environment;
    this.directory = directory;
  }

  /// The folder that the run stands in.
  Path directory() {
    return directory;
  }

  /// @param metadata what is written on the image
  /// @param origin the source repository's name, empty when it has none that we know
  BuildRequest read(ImageMetadata metadata, String origin) {
    var context = path(Input.CONTEXT, inputs.text(Input.CONTEXT));
    var dockerfile = dockerfile(context);
    return new BuildRequest(
        context,
        dockerfile,
        shown(dockerfile),
        arguments(metadata),
        metadata.labels(),
        inputs.wish(Input.ANNOTATIONS).isPresent() ? metadata.annotations() : List.of(),
        secrets(),
        inputs.wish(Input.TARGET),
        platform(),
        network(),
        new Cache(!inputs.isOn(Input.NO_CACHE), !inputs.isOn(Input.PULL)),
        origin,
        contexts());
  }

  /// What somebody wished of the build, without what the source and its date add to it.
  BuildInputs.Wishes wishes() {
    return new BuildInputs.Wishes(
        inputs.wish(Input.TARGET),
        platform(),
        givenArguments(),
        inputs.pairs(Input.LABELS),
        inputs.pairs(Input.ANNOTATIONS));
  }

  /// `Dockerfile` in the context, or `dockerfile` where only that is there.
  private Path dockerfile(Path context) {
    var wish = inputs.wish(Input.FILE);
    if (wish.isPresent()) {
      return path(Input.FILE, wish.get());
    }
    var usual = context.resolve("Dockerfile");
    var lowerCase = context.resolve("dockerfile");
    return !Files.exists(usual) && Files.exists(lowerCase) ? lowerCase : usual;
  }

  /// As seen from where the run stands.
  private String shown(Path path) {
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }

  /// A name without `=` takes its value from the environment, and is left out when it has none
  /// there. The date of the source goes along, so that an image of it is the same at any time.
  private Map<String, String> arguments(ImageMetadata metadata) {
    var arguments = givenArguments();
    metadata
        .created()
        .ifPresent(date -> arguments.putIfAbsent(EPOCH, Long.toString(date.getEpochSecond())));
    return arguments;
  }

  private Map<String, String> givenArguments() {
    var arguments = new LinkedHashMap<String, String>();
    for (var line : inputs.lines(Input.BUILD_ARGS)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        arguments.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (equals == 0) {
        throw new FailureException(
            InputFailures.valueMalformed(
                Input.BUILD_ARGS, line, "A build argument has a name before its `=`."));
      } else if (environment.containsKey(line)) {
        arguments.put(line, environment.getOrDefault(line, ""));
      }
    }
    return arguments;
  }

  private Map<String, NamedContext> contexts() {
    var contexts = new LinkedHashMap<String, NamedContext>();
    inputs
        .distinctPairs(Input.BUILD_CONTEXTS)
        .forEach((name, value) -> {
          var found = FamiliarName.of(name); // under which alone BuildKit looks for it
          if (contexts.put(found, context(name, value.strip())) != null) {
            throw new FailureException(
                InputFailures.valueMalformed(
                    Input.BUILD_CONTEXTS,
                    name,
                    "The name `%s` stands in it twice, once in other words.".formatted(found)));
          }
        });
    return contexts;
  }

  private NamedContext context(String name, String value) {
    if (value.isEmpty()) {
      throw new FailureException(
          InputFailures.valueMalformed(
              Input.BUILD_CONTEXTS,
              name,
              "A further context is `name=folder`, `name=docker-image://…`, the address of a Git"
                  + " repository or an archive, or `name=image:NAME` for another image of the run."));
    }
    if (value.startsWith(OTHER_IMAGE)) {
      return NamedContext.otherImage(value.substring(OTHER_IMAGE.length()));
    }
    return ADDRESS.matcher(value).find()
        ? new NamedContext.Address(value)
        : new NamedContext.Folder(path(Input.BUILD_CONTEXTS, value));
  }

  private List<BuildSecret> secrets() {
    var secrets = new ArrayList<BuildSecret>();
    inputs
        .pairs(Input.SECRETS)
        .forEach((id, value) -> secrets.add(new BuildSecret.Literal(id, new Secret(value))));
    inputs
        .pairs(Input.SECRET_ENVS)
        .forEach(
            (id, variable) -> secrets.add(new BuildSecret.Literal(id, variable(variable.strip()))));
    inputs
        .pairs(Input.SECRET_FILES)
        .forEach(
            (id, file) -> secrets.add(new BuildSecret.InFile(id, secretFile(id, file.strip()))));
    return secrets;
  }

  private Secret variable(String name) {
    var value = environment.get(name);
    if (value == null) {
      throw new FailureException(OperationFailures.secretVariableMissing(name));
    }
    return new Secret(value);
  }

  private Path secretFile(String id, String file) {
    var path = path(Input.SECRET_FILES, file);
    try {
      SmallFile.requireUsable(path, BuildSecret.LONGEST);
    } catch (UnusableFileException e) {
      throw new FailureException(OperationFailures.secretFileMissing(id, path, e.sentence()));
    }
    return path;
  }

  private Optional<Platform> platform() {
    var written = inputs.words(Input.PLATFORMS);
    var platforms =
        written.stream()
            .map(text -> PushRequestReader.read(Input.PLATFORMS, text, Platform::parse))
            .distinct()
            .toList();
    if (platforms.size() > 1) {
      throw new FailureException(OperationFailures.onePlatform(written));
    }
    return platforms.stream().findFirst();
  }

  private StepNetwork network() {
    return switch (inputs.choice(Input.NETWORK)) {
      case "none" -> StepNetwork.NONE;
      case "host" -> StepNetwork.HOST;
      default -> StepNetwork.STANDARD;
    };
  }

  private Path path(Input input, String text) {
    return InputPath.read(directory, input, text);
  }
}

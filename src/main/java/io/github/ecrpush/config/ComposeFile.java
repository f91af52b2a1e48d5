package io.github.ecrpush.config;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlPlace;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a compose file as it is: each service with `build` is an image. What says how containers
/// run is passed over.
final class ComposeFile {

  private static final String SERVICES = "services";
  private static final List<String> USUAL =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

  /// Docker takes the first one that is there.
  private static final List<String> OVERRIDES =
      List.of(
          "compose.override.yml",
          "compose.override.yaml",
          "docker-compose.override.yml",
          "docker-compose.override.yaml");

  private final ConfigFiles files;
  private final Mistakes mistakes;
  private final Map<String, String> environment;
  private final Notices notices = new Notices();
  private final ComposeVariables variables;
  private final Interpolation interpolation;
  private final Texts texts;

  ComposeFile(ConfigFiles files, Mistakes mistakes, Map<String, String> environment) {
    this.files = files;
    this.mistakes = mistakes;
    this.environment = environment;
    this.variables = new ComposeVariables(environment, notices);
    this.interpolation = new Interpolation(variables, mistakes);
    this.texts = new Texts(interpolation, variables, mistakes);
  }

  /// Whether a file is one: by its name, or because it has services.
  static boolean isMeant(YamlNode root) {
    return Path.of(root.place().file()).getFileName().toString().contains("compose")
        || (root instanceof Mapping mapping && mapping.members().containsKey(SERVICES));
  }

  Configuration read(YamlNode root) {
    var file = root.place().file();
    if (!(root instanceof Mapping first)) {
      throw mistakes.last(root.place(), "The file has names with values, such as `services`.");
    }
    readDotEnv(file);
    variables
        .value("COMPOSE_FILE")
        .filter(files -> !files.isBlank())
        .ifPresent(_ ->
            notices.add(
                root.place(),
                "The variable `COMPOSE_FILE` is not heeded: the input `config` names the file."));
    var override = override(first);
    var keys = new ComposeKeys(mistakes);
    keys.check(first);
    override.ifPresent(keys::check);
    override.ifPresent(this::project);
    project(first);
    var whole =
        new Mapping(
            first.place(),
            override.map(over -> ComposeMerge.over(first, over)).orElse(first).members());
    var include = whole.members().get("include");
    if (include != null) {
      var notRead = "The files of `include` are not read.";
      notices.add(include.place(), notRead);
      mistakes.addBesides(include.place(), notRead); // what is missed may stand there
    }
    var reporting = new ComposeBuild.Reporting(mistakes, notices);
    var images = new ComposeImages(whole, files.workspace(), texts, variables, reporting);
    services(first, override)
        .members()
        .forEach((name, service) -> {
          if (service.value() instanceof Mapping mapping) {
            images.add(name, service.place(), mapping);
          }
        });
    var all = images.all();
    if (all.isEmpty()) {
      mistakes.throwIfAny();
      throw noImage(first);
    }
    return new Configuration(file, all, Map.of(), notices.all(), true);
  }

  private Mapping services(Mapping first, Optional<Mapping> override) {
    var services = new ComposeServices(files, texts, mistakes);
    var below = services.all(first);
    return override.map(over -> ComposeMerge.over(below, services.all(over))).orElse(below);
  }

  /// A run that does nothing would look like one that went well.
  private FailureException noImage(Mapping first) {
    var services = first.members().get(SERVICES);
    return services == null
        ? mistakes.last(first.place(), "The file has no `services`.")
        : mistakes.last(services.place(), "No service has `build`, so there is no image.");
  }

  private void readDotEnv(String file) {
    var folder = Workspace.folder(file);
    var beside = Path.of(folder).resolve(".env").toString();
    var path = files.workspace().path(beside);
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)) {
      var place = new YamlPlace(beside, 1, 1);
      files.workspace().insideOrMistake(place, folder, ".env");
      mistakes.throwIfAny();
      files
          .text(place, beside)
          .map(text -> new DotEnv(beside, text, environment, interpolation, mistakes).read())
          .ifPresent(variables::add);
    }
  }

  /// Docker reads an override beside a file that has one of the usual names, whichever it is.
  private Optional<Mapping> override(Mapping first) {
    var path = Path.of(first.place().file());
    if (!USUAL.contains(path.getFileName().toString())) {
      return Optional.empty();
    }
    var found =
        OVERRIDES.stream()
            .map(name -> path.resolveSibling(name).toString())
            .filter(
                beside -> Files.exists(files.workspace().path(beside), LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() > 1) {
      notices.add(
          first.place(),
          "The file has %d overrides, and only `%s` is read."
              .formatted(found.size(), found.getFirst()));
    }
    var inside = files.workspace().insideOrMistake(first.place(), "", found.getFirst());
    mistakes.throwIfAny();
    return files
        .further(first.place(), inside)
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast);
  }

  /// Adds the name of the project to the variables, where it stands in a file.
  private void project(Mapping root) {
    var name = root.members().get("name");
    if (name != null) {
      texts.of(name.value()).ifPresent(variables::addProject);
    }
  }
}

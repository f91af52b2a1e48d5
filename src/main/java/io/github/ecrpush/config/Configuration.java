package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What a file with many images says.
///
/// @param file its name, from the workspace
/// @param images in the order of the file, each with a name of its own
/// @param run the inputs that hold for the run and not for one image
/// @param notices whole sentences about what the file says and is not heeded, but for what it says
///   of one image
/// @param isOfServices whether its images are those of services, of which several may run one
public record Configuration(
    String file,
    List<ConfiguredImage> images,
    Map<Input, String> run,
    List<String> notices,
    boolean isOfServices) {

  public Configuration {
    images = List.copyOf(images);
    run = Map.copyOf(run);
    notices = List.copyOf(notices);
  }

  /// Reads a file and those that it names. All its mistakes are told at once. Where it has none but
  /// in services of a compose file, they are told when these are chosen.
  ///
  /// @param file its path, from the workspace or absolute; it must be in the workspace
  /// @param environment where its variables come from
  /// @param first is given what was read before mistakes in it are told
  /// @throws io.github.ecrpush.failure.FailureException if it has mistakes, or cannot be read
  static Configuration read(
      String file, Path workspace, Map<String, String> environment, Consumer<Configuration> first) {
    var mistakes = new Mistakes(file);
    var files = new ConfigFiles(new Workspace(workspace, mistakes), mistakes);
    var root = files.first(file);
    mistakes.throwIfAny();
    var configuration =
        ComposeFile.isMeant(root)
            ? new ComposeFile(files, mistakes, environment).read(root)
            : new EcrPushFile(files.workspace(), mistakes, environment).read(root);
    first.accept(configuration);
    mistakes.throwIfAny(
        configuration.images().stream().flatMap(image -> image.remarks().mistakes().stream()));
    return configuration;
  }

  /// The wishes for the reports of a run that stand in a file as plain text: they hold also where
  /// the rest of it has mistakes.
  ///
  /// @throws io.github.ecrpush.failure.FailureException if it is no YAML, or cannot be read
  static Map<Input, String> reports(String file, Path workspace) {
    var mistakes = new Mistakes(file);
    var files = new ConfigFiles(new Workspace(workspace, mistakes), mistakes);
    return files.first(file) instanceof Mapping root && !ComposeFile.isMeant(root)
        ? EcrPushFile.reports(root, files.workspace())
        : Map.of();
  }
}

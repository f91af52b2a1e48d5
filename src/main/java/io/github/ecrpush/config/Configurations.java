package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The files that name many images. Each is read once, however often a run asks for it.
///
/// Not for use by several threads at once.
public final class Configurations {

  private final Path workspace;
  private final Map<String, String> environment;
  private final Map<String, Configuration> read = new HashMap<>();

  /// @param environment where their variables come from
  public Configurations(Path workspace, Map<String, String> environment) {
    this.workspace = workspace;
    this.environment = environment;
  }

  /// Reads a file and those that it names.
  ///
  /// @throws io.github.ecrpush.failure.FailureException if it has mistakes, or cannot be read
  public Configuration read(String file) {
    return read(file, _ -> {});
  }

  /// The same.
  ///
  /// @param first is given what was read before mistakes in it are told
  public Configuration read(String file, Consumer<Configuration> first) {
    var known = read.get(file);
    if (known != null) {
      first.accept(known);
      return known;
    }
    var configuration = Configuration.read(file, workspace, environment, first);
    read.put(file, configuration);
    return configuration;
  }

  /// What a file says in plain text about the reports of a run, also where the rest has mistakes.
  ///
  /// @throws io.github.ecrpush.failure.FailureException if it is no YAML, or cannot be read
  public Map<Input, String> reports(String file) {
    return Configuration.reports(file, workspace);
  }
}

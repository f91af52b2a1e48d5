package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildSecret;
import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.credential.AddressPasswords;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.RegistryAuth;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The secrets of a run, by the kind of the input or variable that holds them. They are looked for
/// before any input is read, because words about one that is refused repeat it. What is malformed
/// is passed over here, and told when the run reads it.
public final class RunSecrets {

  private static final List<String> VARIABLES =
      List.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN");

  private static final List<Input> WHOLE =
      List.of(Input.AWS_SECRET_ACCESS_KEY, Input.AWS_SESSION_TOKEN, Input.GITHUB_TOKEN);

  private final Map<String, String> environment;
  private final Path directory;
  private final Configurations files;
  private final Set<Secret> found = new LinkedHashSet<>();

  /// @param directory where paths begin
  public RunSecrets(Map<String, String> environment, Path directory, Configurations files) {
    this.environment = environment;
    this.directory = directory;
    this.files = files;
  }

  /// Finds them, also those of the file that `config` names, and hides them and the passwords in
  /// addresses. It never throws.
  public void hide(Inputs given, Redactor redactor) {
    var parts = new ArrayList<Inputs>();
    parts.add(given);
    given.wish(Input.CONFIG).ifPresent(file -> parts.addAll(inputs(file)));
    VARIABLES.forEach(name -> variable(name).ifPresent(found::add));
    parts.forEach(part -> secrets(part).forEach(found::add));
    found.forEach(redactor::hide);
    AddressPasswords.in(environment).forEach(redactor::hide);
    parts.forEach(part -> AddressPasswords.in(part.addresses()).forEach(redactor::hide));
  }

  /// Those that were found, without the passwords in addresses.
  public List<Secret> found() {
    return List.copyOf(found);
  }

  /// What a file says of the run and of each image, as far as it can be read.
  private List<Inputs> inputs(String file) {
    var nothing = Inputs.of(Map.of(), Map.of());
    var parts = new ArrayList<Inputs>();
    try {
      files.read(
          file,
          read -> {
            parts.add(nothing.over(read.run()));
            read.images().forEach(image -> parts.add(nothing.over(image.values())));
          });
    } catch (FailureException _) { // the run meets it, and tells it
    }
    return parts;
  }

  private Stream<Secret> secrets(Inputs inputs) {
    return Stream.of(
            WHOLE.stream().flatMap(input -> inputs.wish(input).stream()).map(Secret::new),
            // one whose name was forgotten is a secret all the same
            inputs.lines(Input.SECRETS).stream()
                .map(line -> new Secret(line.substring(line.indexOf('=') + 1))),
            values(inputs, Input.SECRET_ENVS).flatMap(name -> variable(name).stream()),
            values(inputs, Input.SECRET_FILES).flatMap(name -> content(name).stream()),
            RegistryAuth.passwords(inputs.text(Input.REGISTRY_AUTH)))
        .flatMap(each -> each);
  }

  private static Stream<String> values(Inputs inputs, Input input) {
    return inputs.lines(input).stream()
        .filter(line -> line.indexOf('=') >= 0)
        .map(line -> line.substring(line.indexOf('=') + 1).strip());
  }

  private Optional<Secret> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(Secret::new);
  }

  private Optional<Secret> content(String file) {
    try {
      return new BuildSecret.InFile("", directory.resolve(file)).toHide();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}

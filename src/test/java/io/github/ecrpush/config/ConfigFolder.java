package io.github.ecrpush.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A workspace with files for one test.
record ConfigFolder(Path path) {

  ConfigFolder with(String file, String text) {
    try {
      var target = path.resolve(file);
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Configuration read(String file) {
    return read(file, Map.of());
  }

  Configuration read(String file, Map<String, String> environment) {
    return Configuration.read(file, path, environment, _ -> {});
  }

  /// The failure that a file makes when all of its images are wanted.
  Failure failure(String file, Map<String, String> environment) {
    var thrown =
        catchThrowableOfType(
            FailureException.class, () -> Selection.of(read(file, environment), List.of()));
    if (thrown == null) {
      throw new AssertionError("the file was read");
    }
    return thrown.failure();
  }

  /// Its mistakes, one a line.
  List<String> mistakes(String file) {
    return mistakes(file, Map.of());
  }

  List<String> mistakes(String file, Map<String, String> environment) {
    return failure(file, environment).explanation().why().lines().toList();
  }

  static ConfiguredImage image(Configuration configuration, String name) {
    return configuration.images().stream()
        .filter(image -> image.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(names(configuration)));
  }

  static String value(Configuration configuration, String name, Input input) {
    return image(configuration, name).values().getOrDefault(input, "");
  }

  static List<String> names(Configuration configuration) {
    return configuration.images().stream().map(ConfiguredImage::name).toList();
  }
}

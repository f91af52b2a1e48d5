package io.github.ecrpush.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares a failure's complete text with `src/test/resources/failures/<id>.txt`, or with
/// `<id>-<variant>.txt` where one id has several texts.
///
/// Run the tests with `-Dgolden.update=true` to write the files anew; then read the difference.
public final class GoldenFailure {

  private static final Path FOLDER = Path.of("src/test/resources/failures");

  private GoldenFailure() {}

  public static void assertGolden(Failure failure) {
    assertGolden(failure, "");
  }

  public static void assertGolden(Failure failure, String variant) {
    var id = failure.explanation().id();
    var file = FOLDER.resolve(id + (variant.isEmpty() ? "" : "-" + variant) + ".txt");
    var text = FailureText.of(failure);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(file, text);
      }
      assertThat(file).as("golden file of `%s`", id).exists();
      assertThat(text).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.github.ecrpush.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.buildkit.filesync.TransferException;
import io.github.ecrpush.buildkit.filesync.TransferException.Reason;
import io.github.ecrpush.credential.RandomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ContextRefusedIT {

  @TempDir Path context;

  @ParameterizedTest
  @EnumSource
  void names_the_file_that_changed_while_it_was_sent(TestEngine engine) throws Exception {
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    Files.createDirectory(context.resolve("log"));
    var growing = Files.write(context.resolve("log/growing"), new byte[20_000_000]);
    var done = new AtomicBoolean();
    var writer = Thread.ofPlatform().start(() -> appendUntil(done, growing));
    try {
      var failure =
          catchThrowableOfType(
              SolveException.class,
              () ->
                  TestBuild.run(
                      engine,
                      context,
                      TestBuild.uncached("ecr-push-it/refused:" + RandomId.next(), Map.of())));

      assertThat(failure.getCause())
          .isInstanceOfSatisfying(
              TransferException.class,
              problem -> {
                assertThat(problem.reason()).isEqualTo(Reason.CHANGED);
                assertThat(problem.path()).isEqualTo("log/growing");
                assertThat(problem.directory()).isEqualTo(context);
              });
    } finally {
      done.set(true);
      writer.join();
    }
  }

  private static void appendUntil(AtomicBoolean done, Path file) {
    try {
      while (!done.get()) {
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        Thread.sleep(1);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

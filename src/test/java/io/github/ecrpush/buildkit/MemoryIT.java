package io.github.ecrpush.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.RandomId;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class MemoryIT {

  private static final int MOST_KILOBYTES = 160 * 1024;

  @TempDir Path context;

  /// The process whose memory is looked at.
  static final class Builder {
    public static void main(String[] arguments) throws Exception {
      TestBuild.run(
          TestEngine.valueOf(arguments[0]), Path.of(arguments[1]), TestBuild.request(arguments[2]));
      Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .forEach(System.out::println);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stays_flat_while_a_large_file_is_sent(TestEngine engine) throws Exception {
    engine.dialer();
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY large /\n");
    try (var large = new RandomAccessFile(context.resolve("large").toFile(), "rw")) {
      large.setLength(400_000_000);
    }
    var image = "ecr-push-it/memory:" + RandomId.next();
    try {
      assertThat(peak(engine, image)).isBetween(1, MOST_KILOBYTES);
    } finally {
      engine.remove(image);
    }
  }

  private int peak(TestEngine engine, String image) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Builder.class.getName(),
            engine.name(),
            context.toString(),
            image);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return Integer.parseInt(output.replaceAll("(?s).*VmHWM:\\s*([0-9]+) kB.*", "$1"));
  }
}

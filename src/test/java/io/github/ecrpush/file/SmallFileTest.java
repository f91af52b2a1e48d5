package io.github.ecrpush.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class SmallFileTest {

  @TempDir private Path folder;

  @Test
  void reads_what_fits_also_by_a_link() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "wört");
    var link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertThat(SmallFile.text(file, 5)).isEqualTo("wört");
    assertThat(SmallFile.text(link, 5)).isEqualTo("wört");
  }

  @Test
  void says_why_a_file_is_not_read() throws Exception {
    var fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertThat(whyNot(folder.resolve("missing"))).isEqualTo("There is no file of that name.");
    assertThat(whyNot(folder)).isEqualTo("It is a folder.");
    assertThat(whyNot(fifo)).startsWith("It is no regular file");
    assertThat(whyNot(Path.of("/dev/zero"))).startsWith("It is no regular file");
    assertThat(whyNot(Files.write(folder.resolve("latin"), new byte[] {(byte) 0xe9})))
        .isEqualTo("It is not text in UTF-8.");
  }

  @Test
  void says_how_large_a_file_may_be() throws IOException {
    var file = Files.write(folder.resolve("large"), new byte[2 << 20]);

    assertThat(whyNot(file)).isEqualTo("It is larger than 4 KiB.");
    assertThat(
            catchThrowableOfType(
                UnusableFileException.class, () -> SmallFile.requireUsable(file, 1 << 20)))
        .hasMessage("It is larger than 1 MiB.");
  }

  private static String whyNot(Path file) {
    return catchThrowableOfType(UnusableFileException.class, () -> SmallFile.text(file, 4 << 10))
        .sentence();
  }
}

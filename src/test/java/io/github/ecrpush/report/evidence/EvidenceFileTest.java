package io.github.ecrpush.report.evidence;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceFileTest {

  private static final byte[] DOCUMENT = "{\"version\":1}".getBytes(UTF_8);

  @TempDir private Path folder;
  private Path workspace;

  @BeforeEach
  void open() throws IOException {
    workspace = Files.createDirectory(folder.resolve("work"));
  }

  @Test
  void is_written_whole_with_the_folders_that_it_needs_and_nothing_else() throws IOException {
    var file = wished("build/out/evidence.json").orElseThrow();

    file.write(DOCUMENT);

    assertThat(file.shown()).isEqualTo("build/out/evidence.json");
    assertThat(workspace.resolve("build/out/evidence.json")).hasBinaryContent(DOCUMENT);
    try (var beside = Files.list(workspace.resolve("build/out"))) {
      assertThat(beside).hasSize(1);
    }
  }

  @Test
  void can_be_read_by_the_user_of_the_next_step() throws IOException {
    wished("evidence.json").orElseThrow().write(DOCUMENT);

    assertThat(Files.getPosixFilePermissions(workspace.resolve("evidence.json")))
        .contains(PosixFilePermission.OTHERS_READ);
  }

  @Test
  void takes_the_place_of_an_earlier_one() throws IOException {
    Files.writeString(workspace.resolve("evidence.json"), "x".repeat(10_000));

    wished(workspace.resolve("evidence.json").toString()).orElseThrow().write(DOCUMENT);

    assertThat(workspace.resolve("evidence.json")).hasBinaryContent(DOCUMENT);
  }

  @Test
  void is_written_by_a_run_that_was_interrupted() {
    Thread.currentThread().interrupt();

    wished("evidence.json").orElseThrow().write(DOCUMENT);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(workspace.resolve("evidence.json")).hasBinaryContent(DOCUMENT);
  }

  @Test
  void is_not_wished_unless_it_is_named() {
    assertThat(wished("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evidence.json", "/etc/evidence.json", ".", "a/../../b", "a/.."})
  void is_refused_outside_of_the_folder(String name) {
    assertThat(id(name)).isEqualTo("evidence-outside");
  }

  @Test
  void is_refused_behind_a_link_that_leads_out() throws IOException {
    Files.createSymbolicLink(workspace.resolve("out"), folder);

    assertThat(id("out/evidence.json")).isEqualTo("evidence-outside");
    assertThat(id("out/deep/evidence.json")).isEqualTo("evidence-outside");
  }

  @Test
  void goes_behind_a_link_that_stays_inside() throws IOException {
    Files.createDirectory(workspace.resolve("real"));
    Files.createSymbolicLink(workspace.resolve("link"), Path.of("real"));

    wished("link/evidence.json").orElseThrow().write(DOCUMENT);

    assertThat(workspace.resolve("real/evidence.json")).hasBinaryContent(DOCUMENT);
  }

  @Test
  void is_refused_where_something_else_is() throws IOException {
    Files.createDirectory(workspace.resolve("folder"));
    Files.writeString(workspace.resolve("file"), "");
    Files.createSymbolicLink(workspace.resolve("link"), Path.of("file"));
    Files.createSymbolicLink(workspace.resolve("nowhere"), Path.of("gone"));

    assertThat(id("folder")).isEqualTo("evidence-unusable");
    assertThat(id("file/evidence.json")).isEqualTo("evidence-unusable");
    assertThat(id("link")).isEqualTo("evidence-unusable");
    assertThat(id("nowhere/evidence.json")).isEqualTo("evidence-unusable");
    assertThat(id("a\0b")).isEqualTo("value-malformed");
  }

  @Test
  void looks_again_when_it_is_written() throws IOException {
    var file = wished("later/evidence.json").orElseThrow();
    Files.createSymbolicLink(workspace.resolve("later"), folder);

    var refused = catchThrowableOfType(FailureException.class, () -> file.write(DOCUMENT));

    assertThat(refused.failure().explanation().id()).isEqualTo("evidence-outside");
    assertThat(folder.resolve("evidence.json")).doesNotExist();
  }

  @Test
  void words() {
    assertGolden(EvidenceFailures.outside("../evidence.json"));
    assertGolden(EvidenceFailures.unusable("build", "It is a folder."));
    assertGolden(
        EvidenceFailures.notWritten("evidence.json", "FileSystem (No space left on device)"));
  }

  private String id(String name) {
    return catchThrowableOfType(FailureException.class, () -> wished(name))
        .failure()
        .explanation()
        .id();
  }

  private Optional<EvidenceFile> wished(String name) {
    return EvidenceFile.wished(Inputs.of(Map.of(Input.EVIDENCE, name), Map.of()), workspace);
  }
}

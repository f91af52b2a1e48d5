package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.ActionImage;
import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the image is made of, and that the program in it works.
class ImageIT {

  private static final long LARGEST = 70_000_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void holds_the_program_and_no_tool(TestEngine engine) throws Exception {
    var image = SavedImage.of(docker(engine), ActionImage.on(engine), folder.resolve("saved"));

    assertThat(image.compressedSize()).isLessThan(LARGEST);
    var files = image.files();
    assertThat(files)
        .extracting(ImageFile::name)
        .contains("ecr-push.jar", "ecr-push.aot", "cacerts", "LC_CTYPE")
        .doesNotContain("sh", "bash", "dash", "busybox", "apt", "dpkg", "apk", "rpm", "keytool");
    assertThat(files).noneMatch(ImageFile::raisesRights).allMatch(file -> file.owner() == 0);
    assertThat(files)
        .as("programs on the path")
        .noneMatch(file -> file.path().matches("/(usr/)?(local/)?s?bin/.*"));
    assertThat(files).anyMatch(file -> file.path().equals("/tmp") && file.mode() == 01777);
    assertThat(folder.resolve("saved/root/etc/passwd")).content().startsWith("root:x:0:0:");
  }

  @ParameterizedTest
  @EnumSource
  void is_run_as_root_and_relies_on_no_working_folder(TestEngine engine) throws Exception {
    var config = config(engine);

    assertThat(config.at("User").text().orElse("")).isEmpty();
    assertThat(config.at("WorkingDir").text().orElse("")).isIn("", "/");
    assertThat(config.at("Cmd").elements()).isEmpty();
    assertThat(config.at("Entrypoint").elements().getFirst().text()).hasValue("/java/bin/java");
  }

  @ParameterizedTest
  @EnumSource
  void says_what_it_was_made_of(TestEngine engine) throws Exception {
    var labels = config(engine).at("Labels");
    var commit = Programs.run(Map.of(), "", List.of("git", "rev-parse", "HEAD")).output().strip();
    var version = labels.at("org.opencontainers.image.version").text().orElse("");

    assertThat(labels.at("org.opencontainers.image.revision").text()).hasValue(commit);
    assertThat(labels.at("org.opencontainers.image.licenses").text()).hasValue("Apache-2.0");
    assertThat(labels.at("org.opencontainers.image.source").text().orElse(""))
        .startsWith("https://github.com/");
    assertThat(run(engine, List.of(), "--version")).isEqualTo("ecr-push " + version);
  }

  @ParameterizedTest
  @EnumSource
  void starts_from_its_cache(TestEngine engine) throws Exception {
    var flags = "JDK_JAVA_OPTIONS=-XX:AOTMode=on -Xlog:aot";

    assertThat(run(engine, List.of("--env", flags), "--version"))
        .contains("Opened AOT cache /ecr-push/ecr-push.aot.", "Using AOT-linked classes: true")
        .doesNotContain("[warning]", "[error]");
  }

  @ParameterizedTest
  @EnumSource
  void pushes_a_file_whose_name_is_beyond_ascii(TestEngine engine) throws Exception {
    var context = Files.createDirectory(folder.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY é日本.txt /\n");
    Files.writeString(context.resolve("é日本.txt"), "content");

    try (var sandbox = SandboxProcess.with(folder.resolve("sandbox"), "app")) {
      var socket = engine.host().substring("unix://".length());
      var options = new ArrayList<>(List.of("--volume", socket + ":/var/run/docker.sock"));
      options.addAll(List.of("--volume", context + ":/work", "--workdir", "/work"));
      sandbox
          .environment()
          .forEach((name, value) -> options.addAll(List.of("--env", name + "=" + value)));
      var words = List.of("push", "--repository", "app", "--tags", "1", "--role-to-assume");

      var said = run(engine, options, with(words, sandbox.role()));

      assertThat(said).contains("image-uri=" + sandbox.registry() + "/app@sha256:");
      assertThat(sandbox.view().layers("app", "1")).contains("é日本.txt");
    }
  }

  private static String[] with(List<String> words, String last) {
    var all = new ArrayList<>(words);
    all.add(last);
    return all.toArray(String[]::new);
  }

  private Docker docker(TestEngine engine) throws Exception {
    return Docker.on(engine, folder);
  }

  private JsonTree config(TestEngine engine) throws Exception {
    var said = docker(engine).run("image", "inspect", ActionImage.on(engine));
    return Json.parse(said).elements().getFirst().at("Config");
  }

  /// Runs the program in a container that uses the network of the machine.
  private String run(TestEngine engine, List<String> options, String... words) throws Exception {
    var command = new ArrayList<>(List.of("run", "--rm", "--network", "host"));
    command.addAll(options);
    command.add(ActionImage.on(engine));
    command.addAll(List.of(words));
    return docker(engine).run(command.toArray(String[]::new));
  }
}

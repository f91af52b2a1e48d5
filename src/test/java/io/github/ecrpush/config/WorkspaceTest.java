package io.github.ecrpush.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a file names stays in the workspace.
class WorkspaceTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "context: ../../etc",
        "context: /etc",
        "context: link",
        "context: link/deeper",
        "context: dangling",
        "context: loop",
        "file: ../Dockerfile",
        "secret-files: {a: /etc/passwd}",
        "secret-files: ['a=link/passwd']",
        "repository-policy: ../policy.json",
        "trust-policy: link/trust.json",
        "web-identity-token-file: /run/token",
        "lifecycle-policy: ../rules.json",
        "build-contexts: {a: ../..}",
        "build-contexts: ['a=link']",
      })
  void no_path_leaves_the_workspace(String input) throws IOException {
    var workspace = workspaceWithLinks();

    assertThat(
            new ConfigFolder(workspace)
                .with("ecr-push.yml", "images: {api: {" + input + "}}")
                .mistakes("ecr-push.yml"))
        .singleElement()
        .asString()
        .endsWith("does not stay in the workspace.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/octo-org/app.git",
        "a://../../outside",
        "github.com/../../outside",
        "git@/../../outside"
      })
  void no_address_is_taken_for_a_folder(String context) throws IOException {
    var workspace = new ConfigFolder(workspaceWithLinks());
    workspace.with("ecr-push.yml", "images: {api: {context: '" + context + "'}}");
    workspace.with("compose.yaml", "services: {a: {build: '" + context + "'}}");
    workspace.with("long.yaml", "services: {a: {build: {context: '" + context + "'}}}");

    for (var file : List.of("ecr-push.yml", "compose.yaml", "long.yaml")) {
      assertThat(workspace.mistakes(file))
          .singleElement()
          .asString()
          .contains("A context is a folder.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api: {build: ../..}",
        "api: {build: link}",
        "api: {build: {context: ., dockerfile: ../../Dockerfile}}",
        "api: {build: {context: ., dockerfile: link/Dockerfile}}",
        "api: {build: {additional_contexts: {a: ../../x}}}",
        "api: {build: ., extends: {file: ../other.yaml, service: a}}",
        "api: {build: ., extends: {file: link/other.yaml, service: a}}",
        "api: {build: {secrets: [s]}}",
      })
  void no_path_of_a_compose_file_leaves_the_workspace(String service) throws IOException {
    var workspace = workspaceWithLinks();

    assertThat(
            new ConfigFolder(workspace)
                .with(
                    "compose.yaml",
                    "services: {" + service + "}\nsecrets: {s: {file: ../../secret}}")
                .mistakes("compose.yaml"))
        .first()
        .asString()
        .endsWith("does not stay in the workspace.");
  }

  @ParameterizedTest
  @ValueSource(strings = {".env", "compose.override.yml"})
  void no_file_beside_a_compose_file_leads_out(String name) throws IOException {
    var workspace = workspaceWithLinks();
    Files.writeString(folder.resolve("outside/other.yaml"), "services: {b: {build: b}}");
    Files.createSymbolicLink(workspace.resolve(name), folder.resolve("outside/other.yaml"));

    assertThat(
            new ConfigFolder(workspace)
                .with("compose.yaml", "services: {a: {build: a}}")
                .mistakes("compose.yaml"))
        .singleElement()
        .asString()
        .endsWith("does not stay in the workspace.");
  }

  @Test
  void the_file_itself_is_in_the_workspace_and_is_a_file() throws IOException {
    var workspace = new ConfigFolder(workspaceWithLinks());
    new ConfigFolder(folder).with("outside/ecr-push.yml", "images: {a: }");
    Files.createDirectory(workspace.path().resolve("folder"));
    Files.write(workspace.path().resolve("latin1.yml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
    Files.write(workspace.path().resolve("large.yml"), new byte[(1 << 20) + 1]);

    assertThat(id(workspace, "link/ecr-push.yml")).isEqualTo("config-outside");
    assertThat(id(workspace, folder.resolve("outside/ecr-push.yml").toString()))
        .isEqualTo("config-outside");
    assertThat(id(workspace, "a\u0000b")).isEqualTo("config-outside");
    assertThat(id(workspace, "folder")).isEqualTo("config-unreadable");
    assertThat(id(workspace, ".")).isEqualTo("config-unreadable");
    assertThat(id(workspace, "latin1.yml")).isEqualTo("config-unreadable");
    assertThat(id(workspace, "large.yml")).isEqualTo("config-unreadable");
  }

  @Test
  void a_workspace_that_is_reached_by_a_link_is_one() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    var link = Files.createSymbolicLink(folder.resolve("workspace"), folder.resolve("real"));
    var file = new ConfigFolder(link).with("ecr-push.yml", "images: {a: {context: a}}");

    assertThat(ConfigFolder.names(file.read(link.resolve("ecr-push.yml").toString())))
        .containsExactly("a");
  }

  private Path workspaceWithLinks() throws IOException {
    var workspace = Files.createDirectory(folder.resolve("workspace"));
    Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(workspace.resolve("link"), folder.resolve("outside"));
    Files.createSymbolicLink(workspace.resolve("dangling"), folder.resolve("outside/nothing"));
    Files.createSymbolicLink(workspace.resolve("loop"), workspace.resolve("loop"));
    return workspace;
  }

  private static String id(ConfigFolder workspace, String file) {
    return workspace.failure(file, Map.of()).explanation().id();
  }
}

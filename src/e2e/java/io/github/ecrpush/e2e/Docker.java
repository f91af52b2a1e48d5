package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Docker's client on an engine, with settings of its own.
///
/// @param config where it keeps logins
record Docker(TestEngine engine, Path config) {

  static Docker on(TestEngine engine, Path folder) throws Exception {
    return new Docker(engine, Files.createTempDirectory(folder, "docker"));
  }

  static Path program() {
    return Programs.pinned("ECR_PUSH_DOCKER", "docker-cli");
  }

  /// Logged in to the registry of a sandbox, as whoever deploys from it is.
  Docker loggedIn(SandboxProcess sandbox) throws Exception {
    var login = Map.of(sandbox.registry(), Map.of("auth", sandbox.view().login()));
    Files.writeString(config.resolve("config.json"), Json.write(Map.of("auths", login)));
    return this;
  }

  String run(String... words) throws Exception {
    var command = new ArrayList<>(List.of(program().toString()));
    command.addAll(List.of(words));
    var environment = Map.of("DOCKER_HOST", engine.host(), "DOCKER_CONFIG", config.toString());
    var outcome = Programs.run(environment, "", command);
    assertThat(outcome.exit()).as("%s: %s", command, outcome.output()).isZero();
    return outcome.output().strip();
  }

  /// The address of this machine on the network that containers are on unless told otherwise.
  String bridge() throws Exception {
    return run("network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}");
  }
}

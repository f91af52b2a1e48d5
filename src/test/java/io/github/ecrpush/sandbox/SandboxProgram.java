package io.github.ecrpush.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;

/// A sandbox in a process of its own, so that its memory can be bounded and it can be killed.
final class SandboxProgram {

  private SandboxProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    var settings =
        SandboxSettings.in(Path.of(arguments[0]))
            .withRepositories("octo/app")
            .withListen(SandboxWords.listen("127.0.0.1:" + arguments[2]));
    try (var sandbox = Sandbox.start(settings, InstantSource.system())) {
      sandbox.writeEnvironment(Path.of(arguments[1]));
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}

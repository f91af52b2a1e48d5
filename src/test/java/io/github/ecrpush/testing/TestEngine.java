package io.github.ecrpush.testing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The Docker Engines that tests build with: one with the graph store, one with containerd's.
///
/// `ECR_PUSH_ENGINE_GRAPH` and `ECR_PUSH_ENGINE_CONTAINERD` name engines that run already;
/// otherwise `script/engine` starts them.
public enum TestEngine {
  GRAPH,
  CONTAINERD;

  private static final Map<TestEngine, Optional<String>> STARTED = new ConcurrentHashMap<>();

  /// Its address, as `DOCKER_HOST` would say it, or the test is skipped with a sentence.
  public String host() {
    return STARTED
        .computeIfAbsent(this, TestEngine::find)
        .orElseThrow(
            () -> TestTool.missing("not run: there is no engine with the " + this + " store"));
  }

  private Optional<String> find() {
    var given = System.getenv("ECR_PUSH_ENGINE_" + name());
    return given != null && !given.isEmpty()
        ? Optional.of(given)
        : TestTool.printedBy("script/engine", "start", toString())
            .map(line -> line.replaceFirst("^(export )?DOCKER_HOST=", ""));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

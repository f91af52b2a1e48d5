package io.github.ecrpush.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The image of the action, as an engine knows it.
///
/// `ECR_PUSH_IMAGE_GRAPH` and `ECR_PUSH_IMAGE_CONTAINERD` name images that are there already;
/// otherwise `script/image` builds it.
public final class ActionImage {

  private static final Map<TestEngine, Optional<String>> BUILT = new ConcurrentHashMap<>();

  private ActionImage() {}

  /// Its reference, or the test is skipped with a sentence.
  public static String on(TestEngine engine) {
    return BUILT
        .computeIfAbsent(engine, ActionImage::find)
        .orElseThrow(
            () -> TestTool.missing("not run: the engine " + engine + " has no image of ours"));
  }

  private static Optional<String> find(TestEngine engine) {
    return Optional.ofNullable(System.getenv("ECR_PUSH_IMAGE_" + engine.name()))
        .filter(text -> !text.isEmpty())
        .or(() ->
            TestTool.printedBy(
                Map.of("DOCKER_HOST", engine.host(), "ECR_PUSH_JDK_IMAGE", "local"),
                "script/image"));
  }
}

package io.github.ecrpush.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.buildkit.SolveEvent.VertexCached;
import io.github.ecrpush.buildkit.SolveEvent.VertexCompleted;
import io.github.ecrpush.credential.RandomId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class LayersLikeBuildxIT {

  @TempDir Path directory;

  static Stream<Arguments> every_context_on_every_engine() {
    return Stream.of(TestEngine.values())
        .flatMap(engine ->
            Stream.of(TestContext.values()).map(context -> Arguments.of(engine, context)));
  }

  @ParameterizedTest
  @MethodSource("every_context_on_every_engine")
  void are_the_same_without_the_cache(TestEngine engine, TestContext context) throws Exception {
    context.write(
        directory,
        switch (engine) {
          case GRAPH -> context.dockerfileWithoutDirectoryTimes();
          case CONTAINERD -> context.dockerfileText();
        });

    compare(engine, context, TestBuild::uncached);
  }

  @ParameterizedTest
  @MethodSource("every_context_on_every_engine")
  void are_taken_from_the_cache_that_buildx_filled(TestEngine engine, TestContext context)
      throws Exception {
    context.write(directory, context.dockerfileText());

    var events = compare(engine, context, TestBuild::request);

    assertThat(events)
        .filteredOn(event -> event instanceof VertexCompleted step && step.name().contains("COPY"))
        .isEmpty();
    assertThat(events)
        .anyMatch(event -> event instanceof VertexCached step && step.name().contains("COPY"));
  }

  private List<SolveEvent> compare(
      TestEngine engine,
      TestContext context,
      BiFunction<String, Map<String, String>, SolveRequest> request)
      throws Exception {
    var ours = "ecr-push-it/ours:" + RandomId.next();
    var theirs = "ecr-push-it/theirs:" + RandomId.next();
    var events = new ArrayList<SolveEvent>();
    try (var client = BuildKitClient.open(engine.endpoint());
        var session = client.openSession(TestBuild.offer(directory))) {
      var dockerfile = directory.resolve(context.dockerfile()).toString();
      engine.buildx(directory, theirs, "--file", dockerfile);

      var attributes = Map.of("filename", context.dockerfile());
      client.solve(session, request.apply(ours, attributes), events::add);

      assertThat(engine.layers(ours)).isEqualTo(engine.layers(theirs)).isNotEmpty();
      return events;
    } finally {
      engine.remove(ours);
      engine.remove(theirs);
    }
  }
}

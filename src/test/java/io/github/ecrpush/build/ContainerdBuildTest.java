package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.metadata.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerdBuildTest {

  @Test
  void writes_annotations_on_the_manifest_and_on_no_index() {
    var request =
        new BuildRequest(
            Path.of("."),
            Path.of("Dockerfile"),
            "Dockerfile",
            Map.of(),
            Map.of(),
            List.of(
                new Annotation("manifest", "org.example.team", "a=b"),
                new Annotation("manifest[linux/arm64]", "c", "d"),
                new Annotation("index", "e", "f"),
                new Annotation("manifest-descriptor", "g", "h")),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            BuildRequest.StepNetwork.STANDARD,
            new BuildRequest.Cache(true, true),
            "here",
            Map.of());

    assertThat(ContainerdBuild.exporter(request, Map.of("push", "true")).attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "store", "false",
                "push", "true",
                "annotation-manifest.org.example.team", "a=b",
                "annotation-manifest[linux/arm64].c", "d"));
  }
}

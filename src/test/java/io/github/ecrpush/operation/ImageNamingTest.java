package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Tag;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.metadata.Annotation;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.metadata.RepositoryFacts;
import io.github.ecrpush.metadata.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageNamingTest {

  private static final String OCI = "org.opencontainers.image.";
  private static final String SHA = "c".repeat(40);

  @Test
  void names_by_the_commit_and_adds_no_latest() {
    var metadata = read(Map.of());

    assertThat(metadata.tags()).containsExactly(new Tag(SHA));
    assertThat(metadata.version()).isEqualTo(SHA);
  }

  @Test
  void labels_with_all_that_is_known() {
    assertThat(read(Map.of(Input.TAGS, "1.0")).labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                OCI + "title", "parrot",
                OCI + "description", "Repeats what it hears",
                OCI + "url", "https://github.example/octo/parrot",
                OCI + "source", "https://github.example/octo/parrot",
                OCI + "version", "1.0",
                OCI + "created", "2021-03-04T05:06:07.000Z",
                OCI + "revision", SHA,
                OCI + "licenses", "MIT"));
  }

  @Test
  void the_users_labels_come_first_and_may_have_expressions() {
    var labels =
        read(Map.of(
                Input.LABELS,
                """
                maintainer=octo
                org.opencontainers.image.title=Polly
                org.opencontainers.image.created={{commit_date 'dddd, MMMM Do YYYY'}}
                branch={{branch}}=b
                """))
            .labels();

    assertThat(labels)
        .hasSize(10)
        .containsEntry("maintainer", "octo")
        .containsEntry(OCI + "title", "Polly")
        .containsEntry(OCI + "created", "Thursday, March 4th 2021")
        .containsEntry("branch", "main=b");
  }

  @Test
  void annotates_at_the_levels_that_are_wished() {
    var given = Map.of(Input.TAGS, "1.0", Input.ANNOTATIONS, "a=1\nindex:b=2\nmanifest:a=3");

    var plain = read(given);
    var both = read(given, Map.of("DOCKER_METADATA_ANNOTATIONS_LEVELS", "manifest,index"));

    assertThat(plain.annotations())
        .contains(
            new Annotation("manifest", OCI + "version", "1.0"),
            new Annotation("manifest", "a", "3"),
            new Annotation("index", "b", "2"))
        .doesNotContain(new Annotation("manifest", "a", "1"));
    assertThat(both.annotations())
        .contains(
            new Annotation("index", OCI + "version", "1.0"), new Annotation("index", "a", "1"));
    assertThat(plain.annotationsByKey()).containsEntry("a", "3").containsEntry("b", "2");
  }

  @Test
  void none_is_no_tag_at_all() {
    assertThat(read(Map.of(Input.TAGS, " none\n")).tags()).isEmpty();
    assertThat(read(Map.of(Input.TAGS, "none\nb")).tags())
        .containsExactly(new Tag("none"), new Tag("b"));
  }

  private static ImageMetadata read(Map<Input, String> given) {
    return read(given, Map.of());
  }

  private static ImageMetadata read(Map<Input, String> given, Map<String, String> environment) {
    var committed = Instant.parse("2021-03-04T05:06:07Z");
    var source =
        new Source(
            "push",
            "refs/heads/main",
            SHA,
            "",
            new RepositoryFacts(
                "parrot",
                Optional.of("https://github.example/octo/parrot"),
                Optional.of("Repeats what it hears"),
                Optional.of("MIT"),
                Optional.of("main"),
                ""),
            Optional.of(committed),
            Optional.of(committed),
            Instant.parse("2023-01-01T00:00:00Z"),
            List.of());
    return new ImageNaming(Inputs.of(given, Map.of()), environment, _ -> source).read(true);
  }
}

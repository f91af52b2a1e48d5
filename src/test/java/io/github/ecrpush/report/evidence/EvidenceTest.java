package io.github.ecrpush.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.json.CanonicalJson;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.report.SampleRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvidenceTest {

  private static final Path GOLDEN = Path.of("src/test/resources/evidence");

  static Stream<Map.Entry<String, SampleRun>> samples() {
    return Map.of(
        "success", SampleRun.pushed(),
        "failure", SampleRun.failed(),
        "several", SampleRun.several(),
        "found", SampleRun.found())
        .entrySet()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void is_what_it_was(Map.Entry<String, SampleRun> sample) throws IOException {
    var golden = GOLDEN.resolve(sample.getKey() + ".json");

    var document = text(sample.getValue());

    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, document);
    }
    assertThat(document).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void is_as_its_schema_says(Map.Entry<String, SampleRun> sample) throws IOException {
    var schema = Json.parse(Files.readString(Path.of("docs/evidence.schema.json")));

    var mistakes = new SchemaCheck(schema).mistakes(Json.parse(text(sample.getValue())));

    assertThat(mistakes).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void has_no_member_that_the_schema_does_not_know(Map.Entry<String, SampleRun> sample)
      throws IOException {
    var schema = Json.parse(Files.readString(Path.of("docs/evidence.schema.json")));

    var unknown = new SchemaCheck(schema).unknown(Json.parse(text(sample.getValue())));

    assertThat(unknown).isEmpty();
  }

  @Test
  void is_the_same_on_two_machines_but_for_times_and_machine() {
    var here = SampleRun.pushed();

    var one = text(here);
    var other = text(here.elsewhere());

    assertThat(other).isNotEqualTo(one);
    assertThat(stripped(other)).isEqualTo(stripped(one));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void has_bytes_that_are_canonical(Map.Entry<String, SampleRun> sample) {
    var document = text(sample.getValue());

    assertThat(CanonicalJson.write(plain(Json.parse(document)))).isEqualTo(document);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void has_no_planted_secret(Map.Entry<String, SampleRun> sample) {
    var redactor = new Redactor();
    redactor.hide(new Secret("distroless"));

    var document = text(sample.getValue(), redactor);

    assertThat(document).doesNotContain("planted-npm", "distroless");
  }

  @Test
  void says_that_a_value_which_looks_like_a_secret_is_left_out() {
    assertThat(text(SampleRun.pushed())).contains("{\"name\":\"NPM_TOKEN\",\"redacted\":true}");
  }

  @Test
  void says_of_an_image_that_was_found_what_is_known_of_its_build() {
    var image = Json.parse(text(SampleRun.found())).at("images").elements().getFirst();

    assertThat(image.at("found").at("commit").text()).contains("5e0f".repeat(10));
    assertThat(image.at("build-args").isMissing()).isTrue();
    assertThat(image.at("bases").isMissing()).isTrue();
  }

  @Test
  void is_read_by_the_first_reader_when_members_are_added() throws IOException {
    var later = Json.parse(Files.readString(GOLDEN.resolve("later.json")));

    assertThat(FirstReader.images(later))
        .containsExactly(
            "shop/api 123456789012.dkr.ecr.eu-west-3.amazonaws.com/shop/api@sha256:"
                + "6105d6cc76af400325e94d588ce511be5bfdbb73b437dc51eca43917d7a43e3d delivered");
    assertThat(later.at("version").number()).contains(7L);
  }

  @Test
  void keeps_to_the_first_schema_when_members_are_added() throws IOException {
    var schema = Json.parse(Files.readString(Path.of("docs/evidence.schema.json")));
    var later = Json.parse(Files.readString(GOLDEN.resolve("later.json")));

    assertThat(new SchemaCheck(schema).mistakes(later)).isEmpty();
  }

  @Test
  void of_a_run_that_could_not_begin_says_why() {
    var failed = SampleRun.failed();
    var run = failed.run();
    var empty =
        new RunRecord(run.began(), run.ended(), run.source(), List.of(), List.of(), List.of());

    var document =
        Json.parse(
            Evidence.of(empty, failed.outcomes(), "1.0.0", new Redactor(), SampleRun.FOLDER));

    var target = document.at("images").elements().getFirst().at("targets").elements().getFirst();
    assertThat(target.at("status").text()).contains("failed");
    assertThat(target.at("failure").at("id").text()).contains("build-step-failed");
  }

  @Test
  void names_files_from_the_folder_that_the_run_stands_in() {
    var redactor = new Redactor();
    redactor.hide("a9b8" + SampleRun.FOLDER + "/c7d6");

    assertThat(text(SampleRun.failed(), redactor))
        .contains("(`Dockerfile`, line 14)")
        .contains("It spoke to unix:///srv/github/workspace/docker.sock with ***.");
  }

  /// How somebody read the first version, who knows nothing of later ones.
  private static final class FirstReader {
    static Stream<String> images(JsonTree document) {
      assertThat(document.at("schema").text()).contains(Evidence.SCHEMA);
      return document.at("images").elements().stream()
          .flatMap(image ->
              image.at("targets").elements().stream()
                  .map(target ->
                      image.at("name").text().orElseThrow()
                          + " "
                          + target.at("image-uri").text().orElseThrow()
                          + " "
                          + target.at("status").text().orElseThrow()));
    }
  }

  private static String stripped(String document) {
    var members = new LinkedHashMap<>(Json.parse(document).members());
    members.remove("times");
    members.remove("machine");
    var values = new LinkedHashMap<String, Object>();
    members.forEach((name, value) -> values.put(name, plain(value)));
    return CanonicalJson.write(values);
  }

  private static Object plain(JsonTree tree) {
    return Objects.requireNonNull(tree.value());
  }

  private static String text(SampleRun sample) {
    return text(sample, new Redactor());
  }

  private static String text(SampleRun sample, Redactor redactor) {
    return new String(
        Evidence.of(sample.run(), sample.outcomes(), "1.0.0", redactor, SampleRun.FOLDER),
        StandardCharsets.UTF_8);
  }
}

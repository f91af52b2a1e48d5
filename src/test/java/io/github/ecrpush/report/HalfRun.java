package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.PushRequest.Rules;
import io.github.ecrpush.operation.SandboxRuns;
import io.github.ecrpush.report.evidence.Evidence;
import io.github.ecrpush.sandbox.faults.Fault;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A run of four images, of which some fail.
///
/// @param phase where they fail
/// @param ill those that fail
record HalfRun(Phase phase, List<String> ill, boolean failFast) {

  static final List<String> NAMES = List.of("api", "web", "job", "cron");

  private static final String COMMIT = "1".repeat(40);
  private static final Set<String> TAGS = Set.of("one", "two");
  private static final Map<String, String> NONE = Map.of();

  /// Where an image fails, with which failure, and what the registry refuses for it.
  enum Phase {
    /// It is another account than it may be.
    IDENTITY("aws-account-not-allowed", ""),
    /// Its repository is not there.
    REPOSITORY("repository-missing", ""),
    BUILD("build-failed", ""),
    /// Its first tag is another image's, and is to be left alone.
    TAKEN("tag-is-kept", ""),
    BLOBS("ecr-access-denied", "POST /v2/*/ill/*/blobs/uploads/"),
    MANIFEST("ecr-access-denied", "PUT /v2/*/ill/*/manifests/one"),
    FURTHER_TAG("registry-refused-manifest", "PUT /v2/*/ill/*/manifests/two"),
    READ_BACK("ecr-registry-refused", "GET /v2/*/ill/*/manifests/sha256:*"),
    /// Whether its tags name it in the end cannot be read.
    VERIFY("ecr-registry-refused", "HEAD /v2/*/ill/*/manifests/*");

    private final String failure;
    private final String refused;

    Phase(String failure, String refused) {
      this.failure = failure;
      this.refused = refused;
    }

    List<Fault> faults() {
      return refused.isEmpty()
          ? List.of()
          : List.of(Fault.parse("registry:%s=refuse,code=DENIED".formatted(refused)));
    }

    /// Whether it is found out before anything of any image is pushed.
    private boolean isBeforeAll() {
      return compareTo(REPOSITORY) <= 0;
    }

    /// The tags that are written by then. They are told, and stay: nobody may take a tag away.
    private Set<String> written() {
      return switch (this) {
        case IDENTITY, REPOSITORY, BUILD, TAKEN, BLOBS, MANIFEST -> Set.of();
        case FURTHER_TAG, READ_BACK -> Set.of("one");
        case VERIFY -> TAGS;
      };
    }
  }

  /// The repositories that are there from the start.
  List<String> repositories() {
    return NAMES.stream()
        .filter(name -> phase != Phase.REPOSITORY || !ill.contains(name))
        .map(this::repository)
        .toList();
  }

  private String repository(String name) {
    return "%s-%s/%s/%s"
        .formatted(
            String.join("-", ill),
            failFast ? "fast" : "all",
            ill.contains(name) ? "ill" : "well",
            name);
  }

  /// Gives the first tag of what is to fail to something else, where that is what goes wrong.
  PushReport takeTags(SandboxRuns runs) {
    var others = images();
    others.keySet().removeIf(name -> phase != Phase.TAKEN || !ill.contains(name));
    for (var inputs : others.values()) {
      inputs.put(Input.BUILD_ARGS, "NAME=other");
      inputs.put(Input.TAGS, "one");
    }
    return others.isEmpty()
        ? new PushReport(List.of())
        : runs.pushAll("2".repeat(40), rules(), others);
  }

  PushReport failing(SandboxRuns runs) {
    var images = images();
    images.forEach((name, inputs) -> {
      if (phase == Phase.TAKEN) {
        inputs.put(Input.IF_TAG_EXISTS, "fail");
      }
      if (phase == Phase.IDENTITY && ill.contains(name)) {
        inputs.put(Input.ALLOWED_ACCOUNT_IDS, "999999999999");
      }
    });
    return runs.pushAll(COMMIT, rules(), images);
  }

  PushReport mended(SandboxRuns runs) {
    var images = images();
    images.values().forEach(inputs -> inputs.put(Input.CREATE_REPOSITORY, "if-missing"));
    return runs.pushAll(COMMIT, rules(), images);
  }

  private Rules rules() {
    return new Rules(false, failFast, 4, Optional.empty(), false);
  }

  private Map<String, Map<Input, String>> images() {
    var images = new LinkedHashMap<String, Map<Input, String>>();
    for (var name : NAMES) {
      var inputs = new EnumMap<Input, String>(Input.class);
      inputs.put(Input.REPOSITORY, repository(name));
      inputs.put(Input.TAGS, "one,two");
      var state = phase == Phase.BUILD && ill.contains(name) ? "ill" : "well";
      inputs.put(Input.BUILD_ARGS, "NAME=%s\nSTATE=%s".formatted(name, state));
      images.put(name, inputs);
    }
    return images;
  }

  /// @param before what tags named before the run, by repository
  /// @param now what they name after it
  void requireTruth(
      PushReport report,
      Map<String, Map<String, String>> before,
      Map<String, Map<String, String>> now) {
    var outputs = outputs(report);
    var evidence = evidence(report);
    for (var name : NAMES) {
      var output = of(outputs, name);
      requireSame(output, of(evidence, name));
      requireTruth(
          name,
          output,
          before.getOrDefault(repository(name), NONE),
          now.getOrDefault(repository(name), NONE));
    }
    var statuses = outputs.values().stream().map(output -> text(output, "status")).toList();
    if (phase.isBeforeAll() || !failFast) {
      assertThat(ill).as(said(statuses)).allMatch(name -> is(outputs, name, "failed"));
      var others = phase.isBeforeAll() && failFast ? "cancelled" : "pushed";
      assertThat(NAMES)
          .as(said(statuses))
          .allMatch(name -> ill.contains(name) || is(outputs, name, others));
    }
    assertThat(statuses).as(toString()).hasSize(4).contains("failed");
  }

  private void requireTruth(
      String name, JsonTree output, Map<String, String> before, Map<String, String> now) {
    switch (text(output, "status")) {
      case "pushed" -> {
        assertThat(ill).as(toString()).doesNotContain(name);
        requireDelivered(output, now);
      }
      case "failed" -> {
        assertThat(ill).as(said(output)).contains(name);
        assertThat(failure(output)).as(toString()).isEqualTo(phase.failure);
        if (phase.written().isEmpty()) {
          assertThat(now).as(said(output)).isEqualTo(before);
        } else {
          assertThat(now.keySet()).as(said(output)).isEqualTo(phase.written());
        }
        assertThat(output.at("pushed").truth()).as(said(output)).contains(!now.equals(before));
        requireTold(output, now);
      }
      default -> {
        assertThat(text(output, "status")).as(said(output)).isEqualTo("cancelled");
        assertThat(failFast).as(toString()).isTrue();
        assertThat(failure(output)).as(toString()).isEqualTo("stopped-by-other-image");
        if (!now.equals(before)) {
          assertThat(output.at("pushed").truth()).as(said(output)).contains(true);
        }
        assertThat(now.keySet()).as(said(output)).containsAll(told(output));
      }
    }
  }

  /// The output names the tags that name the image, also of one that was not read back.
  private void requireTold(JsonTree output, Map<String, String> now) {
    if (output.at("digest").isMissing()) {
      assertThat(told(output)).as(said(output)).isEqualTo(List.copyOf(phase.written()));
    } else {
      assertThat(told(output)).as(said(output)).isEqualTo(List.copyOf(now.keySet()));
      assertThat(now.values()).as(said(output)).containsOnly(text(output, "digest"));
    }
  }

  private static List<String> told(JsonTree output) {
    return output.at("tag-names").elements().stream().map(tag -> tag.text().orElseThrow()).toList();
  }

  /// Everything is there in the end, and what was there before was not pushed again.
  void requireEnd(
      PushReport report,
      Map<String, Map<String, String>> before,
      Map<String, Map<String, String>> now) {
    assertThat(report.failures()).as(toString()).isEmpty();
    var outputs = outputs(report);
    for (var name : NAMES) {
      var old = before.getOrDefault(repository(name), NONE);
      var expected = old.keySet().equals(TAGS) ? "present" : "pushed";
      assertThat(text(of(outputs, name), "status")).as(said(name)).isEqualTo(expected);
      requireDelivered(of(outputs, name), now.getOrDefault(repository(name), NONE));
    }
  }

  private void requireDelivered(JsonTree output, Map<String, String> now) {
    assertThat(now.keySet()).as(said(output)).isEqualTo(TAGS);
    requireTold(output, now);
  }

  /// The evidence says the same as the outputs.
  private void requireSame(JsonTree output, JsonTree evidence) {
    var status = text(output, "status");
    assertThat(text(evidence, "status"))
        .as(said(output))
        .isEqualTo(status.equals("pushed") ? "delivered" : status);
    assertThat(failure(evidence)).as(said(output)).isEqualTo(failure(output));
    assertThat(evidence.at("digest")).as(said(output)).isEqualTo(output.at("digest"));
    assertThat(evidence.at("tags")).as(said(output)).isEqualTo(output.at("tags"));
    for (var where : List.of("repository", "region", "account-id")) {
      assertThat(evidence.at(where)).as(said(output)).isEqualTo(output.at(where));
    }
    if (status.equals("failed") && phase != Phase.BUILD) { // which may fail before AWS has answered
      assertThat(evidence.at("caller").isMissing())
          .as(said(output))
          .isEqualTo(phase == Phase.IDENTITY);
    }
  }

  private static Map<String, JsonTree> outputs(PushReport report) {
    var entries = new LinkedHashMap<String, JsonTree>();
    Json.parse(Outputs.of(report, new Redactor()).asJson())
        .at("images")
        .elements()
        .forEach(image -> entries.put(text(image, "name"), image));
    return entries;
  }

  private static Map<String, JsonTree> evidence(PushReport report) {
    var bytes =
        Evidence.of(
            report.run().orElseThrow(),
            report.outcomes(),
            "1.2.3",
            new Redactor(),
            SampleRun.FOLDER);
    var targets = new LinkedHashMap<String, JsonTree>();
    for (var image : Json.parse(bytes).at("images").elements()) {
      targets.put(text(image, "name"), image.at("targets").elements().getFirst());
    }
    return targets;
  }

  private String said(Object detail) {
    return this + "\n" + detail;
  }

  private static boolean is(Map<String, JsonTree> outputs, String name, String status) {
    return text(of(outputs, name), "status").equals(status);
  }

  private static JsonTree of(Map<String, JsonTree> entries, String name) {
    return Optional.ofNullable(entries.get(name)).orElseThrow();
  }

  private static String failure(JsonTree entry) {
    return entry.at("failure").at("id").text().orElse("");
  }

  private static String text(JsonTree tree, String member) {
    return tree.at(member).text().orElseThrow();
  }
}

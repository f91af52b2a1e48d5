package io.github.ecrpush.wire;

import io.github.ecrpush.input.Input;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// One combination of everything that a run reads, and the AWS that it meets; all of it by a seed.
///
/// @param files what stands in the folder of the run
record Combination(
    long seed,
    Verb verb,
    Map<Input, String> inputs,
    Map<String, String> environment,
    Map<String, String> files,
    Scene scene) {

  enum Verb {
    PUSH,
    CHECK,
    CHECK_IDENTITY
  }

  static Combination of(long seed) {
    var draw = new Draw(seed);
    var inputs = new EnumMap<Input, String>(Input.class);
    var environment = job(draw);
    var files = new LinkedHashMap<String, String>();
    var identity = new IdentityDraw(draw, inputs, environment);
    if (draw.oneIn(3)) {
      inputs.put(Input.REGISTRY_ID, draw.account());
    }
    identity.fill(files);
    targets(draw, inputs, identity);
    new RepositoryDraw(draw, inputs).fill(files);
    image(draw, inputs);
    inputs.values().removeIf(String::isEmpty);
    return new Combination(seed, verb(draw), inputs, environment, files, Scene.of(draw.random()));
  }

  private static Verb verb(Draw draw) {
    return switch (draw.upTo(19)) {
      case 0, 1 -> Verb.CHECK;
      case 2 -> Verb.CHECK_IDENTITY;
      default -> Verb.PUSH;
    };
  }

  /// What GitHub says of a job. People choose the names of branches, and of more.
  private static Map<String, String> job(Draw draw) {
    var environment = new LinkedHashMap<String, String>();
    environment.put("GITHUB_ACTIONS", draw.oneIn(10) ? "" : "true");
    environment.put(
        "GITHUB_REPOSITORY",
        draw.value(
            () -> draw.of("octo/app", "o/r", "octo/" + "x".repeat(100), "\u00f6/\ud83d\udc33")));
    environment.put("GITHUB_RUN_ID", draw.value(() -> draw.of("1", "12345678901234567890")));
    environment.put("GITHUB_SHA", draw.value(() -> "1".repeat(40)));
    environment.put(
        "GITHUB_REF",
        "refs/heads/" + draw.of("main", draw.any(300), "\u540d\u524d", "\ud83d\udc33"));
    environment.put("GITHUB_ACTOR", draw.of("octo", "renovate[bot]", draw.any(300)));
    environment.put("GITHUB_WORKFLOW", draw.of("build", "\ud83d\udc33 ship it", draw.any(300)));
    environment.put("GITHUB_EVENT_NAME", draw.of("push", "pull_request", draw.any(20)));
    return environment;
  }

  private static void targets(Draw draw, Map<Input, String> inputs, IdentityDraw identity) {
    inputs.put(Input.REPOSITORY, repository(draw));
    inputs.put(Input.AWS_REGION, draw.oneIn(10) ? draw.region() : draw.home());
    if (draw.oneIn(6)) {
      inputs.put(Input.REGIONS, draw.lines(1 + draw.upTo(2), draw::region));
    }
    if (draw.oneIn(5)) {
      inputs.put(Input.ALSO_PUSH_TO, draw.lines(1 + draw.upTo(1), () -> further(draw, identity)));
    }
  }

  private static String repository(Draw draw) {
    var name =
        draw.value(
            () -> draw.of("app", "ab", "team/app", "a.b_c__d---e/f", "a" + draw.name(255)),
            () ->
                draw.of("a", "App", draw.name(257), "a//b", "-a", "a..b", "\u00fcber/app", "a:b"));
    return switch (draw.upTo(19)) {
      case 0 -> "123456789012.dkr.ecr.eu-west-1.amazonaws.com/" + name;
      case 1 -> "arn:aws:ecr:eu-west-1:123456789012:repository/" + name;
      default -> name;
    };
  }

  private static String further(Draw draw, IdentityDraw identity) {
    var line = new StringBuilder("aws-region=" + draw.region());
    if (draw.oneIn(2)) {
      line.append(",registry-id=").append(draw.account());
    }
    if (draw.oneIn(3)) {
      line.append(",repository=").append(draw.value(() -> "other/app"));
    }
    if (draw.oneIn(3)) {
      line.append(",role-to-assume=").append(field(identity.role()));
    }
    if (draw.oneIn(2)) {
      line.append(",role-chain=").append(field(identity.role()));
      if (draw.oneIn(2)) {
        line.append(",role-external-id=")
            .append(draw.oneIn(20) ? "" : field(identity.externalId()));
      }
    }
    return line.toString();
  }

  /// What may stand between two commas.
  private static String field(String text) {
    return text.replace(",", ".");
  }

  private static void image(Draw draw, Map<Input, String> inputs) {
    if (!draw.oneIn(5)) {
      int count = draw.oneIn(20) ? draw.of(99, 100, 101, 250) : 1 + draw.upTo(2);
      inputs.put(Input.TAGS, draw.lines(count, () -> tag(draw)));
    }
    if (draw.oneIn(2)) {
      inputs.put(Input.IF_TAG_EXISTS, draw.of("move", "reuse", "reuse", "fail"));
    }
    if (draw.oneIn(15)) {
      inputs.put(Input.DRY_RUN, "true");
    }
    if (draw.oneIn(25)) {
      inputs.put(Input.PUSH, draw.of("auto", "false"));
    }
  }

  private static String tag(Draw draw) {
    return draw.value(
        () -> draw.of("latest", "v1." + draw.upTo(500), "_x", draw.name(128), draw.name(6)),
        () -> draw.of(".a", "-a", draw.name(129), "a/b", "\u00fc", "a:b"));
  }
}

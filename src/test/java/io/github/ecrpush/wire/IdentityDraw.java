package io.github.ecrpush.wire;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws who to be.
record IdentityDraw(Draw draw, Map<Input, String> inputs, Map<String, String> environment) {

  private static final String TOKEN_FILE = "token";

  /// @param files the files that the inputs name
  void fill(Map<String, String> files) {
    boolean chained = draw.oneIn(2);
    if (draw.oneIn(5)) {
      keys();
    }
    if (!draw.oneIn(30)) {
      inputs.put(Input.ROLE_TO_ASSUME, role());
    }
    if (chained) {
      chain();
    }
    session();
    policies();
    if (draw.oneIn(5)) {
      inputs.put(Input.AUDIENCE, draw.value(() -> "sts.example.com"));
    }
    if (draw.oneIn(20)) {
      inputs.put(Input.ALLOWED_ACCOUNT_IDS, "123456789012\n" + draw.account());
    }
    if (draw.oneIn(10)) {
      inputs.put(Input.WEB_IDENTITY_TOKEN_FILE, TOKEN_FILE);
      files.put(
          TOKEN_FILE,
          draw.value(
              () -> "h.c." + "s".repeat(draw.of(1, 1000, 19_996)),
              () ->
                  draw.of("t", "tok", "..", "", "h.c." + "s".repeat(20_001), "token", "\u00e9..")));
    }
  }

  private void keys() {
    if (draw.oneIn(2)) {
      inputs.put(Input.AWS_ACCESS_KEY_ID, draw.value(() -> "AKIAEXAMPLE"));
      inputs.put(Input.AWS_SECRET_ACCESS_KEY, draw.value(() -> "secret/key"));
      if (draw.oneIn(2)) {
        inputs.put(Input.AWS_SESSION_TOKEN, draw.value(() -> "session+token"));
      }
    } else {
      environment.put("AWS_ACCESS_KEY_ID", draw.value(() -> "AKIAEXAMPLE"));
      environment.put("AWS_SECRET_ACCESS_KEY", draw.value(() -> "secret/key"));
      inputs.put(Input.USE_EXISTING_CREDENTIALS, draw.of("true", "false"));
    }
  }

  /// An ARN, or a name.
  String role() {
    var name =
        draw.value(
            () -> draw.of("ci", "r", "team/ci", draw.name(64), "a/" + draw.name(64), "A_+=,.@-9"),
            () ->
                draw.of(
                    draw.name(65), draw.name(600), draw.name(2100), "p/".repeat(300) + "r", "ci/"));
    if (inputs.containsKey(Input.REGISTRY_ID) && draw.oneIn(3)) {
      return name;
    }
    return "arn:%s:iam::%s:role/%s".formatted(draw.partition(), draw.account(), name);
  }

  private void chain() {
    inputs.put(Input.ROLE_CHAIN, draw.lines(1 + draw.upTo(3), this::role));
    if (draw.oneIn(2)) {
      inputs.put(Input.ROLE_EXTERNAL_ID, externalId());
    }
    if (draw.oneIn(2)) {
      tags();
    }
    if (draw.oneIn(12)) {
      inputs.put(Input.ROLE_SKIP_SESSION_TAGGING, draw.value(() -> draw.of("true", "false")));
    }
  }

  String externalId() {
    return draw.value(
        () -> draw.of("id", "a1b2:c/d@e.f,g=h+i-j_k", draw.name(1224)),
        () -> draw.of("x", draw.name(1225), "an id", "id!"));
  }

  private void tags() {
    var tags = new LinkedHashMap<String, Object>();
    int count = draw.oneIn(12) ? draw.of(49, 50, 51) : 1 + draw.upTo(3);
    for (int i = 0; i < count; i++) {
      var key =
          draw.value(
              () ->
                  draw.of(
                      "Team",
                      "k" + tags.size(),
                      draw.name(128),
                      "\u00c4 \u4e2d\u0660_.:/=+@-",
                      "\ud835\udd38"),
              () -> draw.of("", draw.name(129), "a\tb", "\ud83d\udc33", "a*b"));
      tags.put(
          key,
          draw.value(
              () -> draw.of("", "web", draw.name(256), "\u00fc \u00b2", "\ud835\udd38".repeat(120)),
              () -> draw.of(draw.name(257), "a\nb", "\ud83d\udc33", "a#b", "\ud83d")));
    }
    inputs.put(Input.CUSTOM_TAGS, draw.value(() -> Json.write(tags)));
    if (draw.oneIn(2)) {
      var keys = List.copyOf(tags.keySet());
      int named = draw.oneIn(4) ? draw.of(50, 51, 60) : 1 + draw.upTo(2);
      inputs.put(
          Input.TRANSITIVE_TAG_KEYS, draw.lines(named, () -> keys.get(draw.upTo(keys.size() - 1))));
    }
  }

  private void session() {
    if (draw.oneIn(3)) {
      inputs.put(
          Input.ROLE_SESSION_NAME,
          draw.value(
              () -> draw.of("ci", "a_+=,.@-Z", draw.name(64)),
              () -> draw.of("a", draw.name(65), "a b", "\u00e4\u00f6")));
    }
    if (draw.oneIn(3)) {
      inputs.put(
          Input.ROLE_DURATION_SECONDS,
          draw.value(
              () -> draw.of("900", "3600", "43200"),
              () -> draw.of("899", "43201", "-1", "1e4", "900.5", "99999999999999999999")));
    }
  }

  private void policies() {
    if (draw.oneIn(6)) {
      inputs.put(Input.SESSION_POLICY, "auto");
    } else if (draw.oneIn(5)) {
      inputs.put(Input.INLINE_SESSION_POLICY, draw.value(this::policy, this::wrongPolicy));
    }
    if (draw.oneIn(6)) {
      int count = draw.oneIn(4) ? draw.of(10, 11) : 1 + draw.upTo(2);
      inputs.put(
          Input.MANAGED_SESSION_POLICIES,
          draw.lines(
              count,
              () ->
                  draw.value(
                      () ->
                          draw.of(
                              "p",
                              "team/policy",
                              "arn:aws:iam::aws:policy/ReadOnlyAccess",
                              "arn:aws:iam::123456789012:policy/" + draw.name(60)),
                      () -> draw.of("arn:aws:iam::1:policy/x", draw.name(2049), "p q"))));
    }
  }

  private String policy() {
    return policy(draw.of("*", "arn:aws:ecr:*:*:repository/\u00fc", "x".repeat(1900)));
  }

  private String wrongPolicy() {
    return draw.of(
        policy("x".repeat(2000)),
        policy("\u540d"),
        policy("a\tb\u0001\u007f\u0085"),
        policy("\ud83d\udc33"),
        "{\"Statement\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
        "{\"Version\":\"2012-10-17\"}");
  }

  private static String policy(String resource) {
    return Json.write(
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(Map.of("Effect", "Allow", "Action", "ecr:*", "Resource", resource))));
  }
}

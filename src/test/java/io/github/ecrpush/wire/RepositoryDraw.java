package io.github.ecrpush.wire;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.json.Json;
import java.util.List;
import java.util.Map;

/// Draws how the repository is to be.
record RepositoryDraw(Draw draw, Map<Input, String> inputs) {

  private static final String POLICY_FILE = "policy.json";
  private static final String LIFECYCLE_FILE = "lifecycle.json";

  /// @param files the files that the inputs name
  void fill(Map<String, String> files) {
    if (!draw.oneIn(3)) {
      inputs.put(Input.CREATE_REPOSITORY, draw.of("never", "if-missing", "sync", "sync"));
    }
    if (draw.oneIn(3)) {
      inputs.put(Input.ON_DRIFT, draw.of("warn", "fix", "fix", "fail"));
    }
    if (draw.oneIn(3)) {
      inputs.put(Input.TAG_MUTABILITY, draw.value(this::mutability, this::wrongMutability));
    }
    if (draw.oneIn(2)) {
      inputs.put(Input.SCAN_ON_PUSH, draw.value(() -> draw.of("true", "false")));
    }
    encryption();
    policy(files);
    lifecycle(files);
    if (draw.oneIn(4)) {
      int count = draw.oneIn(8) ? draw.of(50, 51) : 1 + draw.upTo(3);
      inputs.put(Input.REPOSITORY_TAGS, draw.lines(count, this::tag));
    }
  }

  private String mutability() {
    var word = draw.of("mutable", "immutable", "Immutable");
    return draw.oneIn(2)
        ? word
        : word
            + " except "
            + draw.lines(
                    1 + draw.upTo(4),
                    () -> draw.of("latest", "dev-*", "*-x-*", draw.name(128), "v" + draw.name(3)))
                .replace("\n", ", ");
  }

  private String wrongMutability() {
    return "immutable except "
        + draw.of("", ",", "a b", draw.name(129), "*-*-*", "\u00fc", "a,b,c,d,e,f", "a/b");
  }

  private void encryption() {
    if (draw.oneIn(6)) {
      inputs.put(Input.ENCRYPTION, draw.value(() -> draw.of("AES256", "KMS", "kms_dsse")));
    }
    boolean plain = inputs.getOrDefault(Input.ENCRYPTION, "").equals("AES256");
    if (draw.oneIn(plain ? 60 : 8)) {
      inputs.put(
          Input.KMS_KEY,
          draw.value(
              () -> draw.of("alias/ecr", "arn:aws:kms:eu-west-1:123456789012:key/1", "1234abcd"),
              () -> draw.of("k".repeat(2048), "k".repeat(2049))));
    }
  }

  private void policy(Map<String, String> files) {
    if (draw.oneIn(6)) {
      int count = draw.oneIn(6) ? draw.of(100, 200, 300) : 1 + draw.upTo(3);
      inputs.put(
          Input.PULL_FROM,
          draw.lines(
              count,
              () ->
                  draw.value(
                      () ->
                          draw.of(
                              "lambda",
                              "o-" + draw.name(10),
                              "%012d".formatted(draw.random().nextLong(1_000_000_000_000L))),
                      () -> draw.of("o-short", "everyone", "123", "o-" + draw.name(33)))));
    } else if (draw.oneIn(6)) {
      inputs.put(Input.REPOSITORY_POLICY, draw.value(() -> POLICY_FILE));
      files.put(POLICY_FILE, draw.value(this::policyText, this::wrongPolicyText));
    }
  }

  private String policyText() {
    return policyText(draw.of("*", "arn:aws:iam::123456789012:root", "\u540d", "x".repeat(10_100)));
  }

  private String wrongPolicyText() {
    return draw.of(
        policyText("x".repeat(10_200)),
        policyText("\ud83d\udc33".repeat(6000)),
        "[".repeat(5000),
        "{\"Statement\":{}}",
        "");
  }

  private static String policyText(String principal) {
    return Json.write(
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                Map.of(
                    "Effect",
                    "Allow",
                    "Principal",
                    Map.of("AWS", principal),
                    "Action",
                    "ecr:BatchGetImage"))));
  }

  private void lifecycle(Map<String, String> files) {
    if (draw.oneIn(6)) {
      inputs.put(
          Input.LIFECYCLE_POLICY,
          draw.value(
              () ->
                  draw.of(
                      "keep=1",
                      "untagged=14d",
                      "keep=30 prefix=v; untagged=1d; keep=1000000",
                      "expire=90d pattern=pr-*",
                      draw.lines(49, () -> "keep=3 prefix=" + draw.name(100)) + "\nkeep=7"),
              () ->
                  draw.of(
                      "keep=0",
                      "keep=3;keep=4",
                      draw.lines(51, () -> "keep=3 prefix=p"),
                      draw.lines(50, () -> "keep=3 prefix=" + draw.name(400)))));
    } else if (draw.oneIn(6)) {
      inputs.put(Input.LIFECYCLE_POLICY, draw.value(() -> LIFECYCLE_FILE));
      files.put(LIFECYCLE_FILE, draw.value(this::rules, this::wrongRules));
    }
  }

  private String rules() {
    return rules(
        draw.of(1, 2, 99),
        draw.of("", "keep it", "\u540d\ud83d\udc33", "d".repeat(30_000)),
        "imageCountMoreThan");
  }

  private String wrongRules() {
    return draw.of(
        rules(0, "", "imageCountMoreThan"),
        rules(1, "d".repeat(31_000), "imageCountMoreThan"),
        rules(1, "", "sinceImagePushed"),
        "{\"rules\":[]}",
        "{\"rules\":" + "[".repeat(5000));
  }

  private static String rules(int priority, String description, String count) {
    return """
    {"rules":[{"rulePriority":%d,"description":"%s","selection":{"tagStatus":"untagged",\
    "countType":"%s","countNumber":5},"action":{"type":"expire"}}]}\
    """
        .formatted(priority, description, count);
  }

  private String tag() {
    return draw.value(
        () ->
            draw.of(
                "team=images",
                "k" + draw.upTo(60) + "=",
                draw.name(128) + "=" + draw.name(256),
                "\u00fc \u4e2d=\u0660 +-=._:/@"),
        () -> draw.of("=x", "x", draw.name(129) + "=", "k=" + draw.name(257), "aws:x=1", "a*=b"));
  }
}

package io.github.ecrpush.operation;

import io.github.ecrpush.aws.IdentityRequest.Roles;
import io.github.ecrpush.aws.IdentityRequest.SessionPolicies;
import io.github.ecrpush.aws.IdentityRequest.SessionTags;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads the inputs that say how roles are assumed, and checks them by the rules of STS.
record SessionInputs(Inputs inputs) {

  private static final String EXTERNAL_ID = "[\\w+=,.@:/-]{2,1224}";
  private static final String TAG_TEXT = "[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*";
  private static final String POLICY_ARN = "arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]+";
  private static final String POLICY_NAME = "[\\w+=,.@/-]+";
  private static final int MOST_POLICIES = 10;
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final char LAST_CHARACTER = 0xff;

  Optional<String> externalId() {
    return inputs.wish(Input.ROLE_EXTERNAL_ID).map(SessionInputs::externalId);
  }

  /// Takes an external id as it is; one that is refused is not shown, for it may be a secret.
  static String externalId(String text) {
    if (!text.matches(EXTERNAL_ID)) {
      throw malformed(
          Input.ROLE_EXTERNAL_ID,
          "…",
          "An external id has 2 to 1224 letters, digits and `_+=,.@:/-`.");
    }
    return text;
  }

  /// @param roles the last of them is where policies live that are given by name
  SessionPolicies policies(Roles roles) {
    var inline = inputs.wish(Input.INLINE_SESSION_POLICY).map(SessionInputs::policy);
    var managed =
        inputs.lines(Input.MANAGED_SESSION_POLICIES).stream()
            .map(name -> policyArn(name, roles))
            .distinct()
            .toList();
    if (managed.size() > MOST_POLICIES) {
      throw malformed(
          Input.MANAGED_SESSION_POLICIES,
          managed.size() + " policies",
          "AWS takes %d at most.".formatted(MOST_POLICIES));
    }
    return new SessionPolicies(inline, managed);
  }

  /// Without the spaces that people need to read it, for its length is limited.
  private static String policy(String text) {
    var input = Input.INLINE_SESSION_POLICY;
    try {
      var json = Json.parse(text);
      var _ = PolicyDocument.parse(json);
      var compact = Json.write(json);
      if (compact.chars().anyMatch(c -> c > LAST_CHARACTER)) {
        throw malformed(input, text, "A session policy has no characters beyond U+00FF.");
      }
      return compact;
    } catch (JsonException _) {
      throw malformed(input, text, "It is no JSON.");
    } catch (PolicyException e) {
      throw malformed(
          input, text, "It is no policy: at `%s`: %s".formatted(e.place(), e.getMessage()));
    }
  }

  private static String policyArn(String name, Roles roles) {
    if (name.matches(POLICY_ARN)) {
      return name;
    }
    if (!name.matches(POLICY_NAME)) {
      throw malformed(
          Input.MANAGED_SESSION_POLICIES,
          name,
          "A policy is named by its ARN, such as `arn:aws:iam::123456789012:policy/NAME`, or by its"
              + " name in the account of the last role.");
    }
    var last = roles.last().orElseThrow();
    return "arn:%s:iam::%s:policy/%s".formatted(last.partition(), last.account(), name);
  }

  SessionTags tags() {
    if (inputs.isOn(Input.ROLE_SKIP_SESSION_TAGGING)) {
      return SessionTags.NONE;
    }
    var tags = new LinkedHashMap<String, String>();
    inputs
        .wish(Input.CUSTOM_TAGS)
        .ifPresent(
            text -> object(text).members().forEach((key, value) -> tags.put(key, tag(key, value))));
    requireDistinct(tags.keySet());
    if (tags.size() > MOST_TAGS) {
      throw tagsMalformed("A session has %d tags at most.".formatted(MOST_TAGS));
    }
    var transitive = inputs.lines(Input.TRANSITIVE_TAG_KEYS).stream().distinct().toList();
    for (var key : transitive) {
      if (!tags.containsKey(key)) {
        throw malformed(Input.TRANSITIVE_TAG_KEYS, key, "`custom-tags` has no tag of this key.");
      }
    }
    return new SessionTags(tags, transitive);
  }

  /// STS compares keys without their case.
  private static void requireDistinct(Set<String> keys) {
    var seen = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var key : keys) {
      var same = seen.put(key, key);
      if (same != null) {
        throw tagsMalformed(
            "The keys `%s` and `%s` differ in case alone, and AWS takes them for one key."
                .formatted(same, key));
      }
    }
  }

  private static JsonTree object(String text) {
    try {
      var json = Json.parse(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonException _) {
      // told below
    }
    throw tagsMalformed(
        "Tags are a JSON object such as `{\"Team\": \"web\"}`, with each key once.");
  }

  private static String tag(String key, JsonTree value) {
    var text =
        value
            .text()
            .or(() -> value.number().map(String::valueOf))
            .or(() -> value.truth().map(String::valueOf))
            .orElseThrow(() -> tagsMalformed("The value of `%s` is no text.".formatted(key)));
    if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
      throw tagsMalformed(
          "Keys that begin with `aws:` are AWS's own, but one is `%s`.".formatted(key));
    }
    if (key.isEmpty()
        || key.length() > LONGEST_KEY
        || text.length() > LONGEST_VALUE
        || !key.matches(TAG_TEXT)
        || !text.matches(TAG_TEXT)) {
      throw tagsMalformed(
          "The tag `%s` breaks a rule: keys have 1 to %d characters and values %d at most, letters, digits, spaces and `_.:/=+@-`."
              .formatted(key, LONGEST_KEY, LONGEST_VALUE));
    }
    return text;
  }

  private static FailureException tagsMalformed(String rule) {
    return malformed(Input.CUSTOM_TAGS, "…", rule);
  }

  private static FailureException malformed(Input input, String written, String rule) {
    return new FailureException(InputFailures.valueMalformed(input, written, rule));
  }
}

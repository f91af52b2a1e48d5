package io.github.ecrpush.sandbox.sts;

import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.iam.PolicyKind;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.sandbox.accounts.Accounts;
import io.github.ecrpush.sandbox.accounts.Names;
import io.github.ecrpush.sandbox.accounts.RoleSession.Passed;
import io.github.ecrpush.sandbox.web.Query;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The parameters of a call to STS, checked by STS's rules.
final class StsParameters {

  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]*");
  private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");
  private static final int LONGEST_POLICY = 2048;
  private static final int MOST_ARNS = 10;
  private static final int MOST_TAGS = 50;
  private static final int SHORTEST_SESSION = 900;
  private static final int LONGEST_SESSION = 43_200;

  private final Query query;

  StsParameters(Query query) {
    this.query = query;
  }

  /// A parameter that has to be there, of a length that has bounds.
  String text(String name, int shortest, int longest) {
    var member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    var value = query.find(name).orElse("");
    if (value.isEmpty()) {
      throw invalid("Value null at '%s'".formatted(member), "Member must not be null");
    }
    if (value.length() < shortest) {
      throw invalid(
          "Value '%s' at '%s'".formatted(value, member),
          "Member must have length greater than or equal to " + shortest);
    }
    if (value.length() > longest) {
      throw invalid(
          "Value at '%s'".formatted(member),
          "Member must have length less than or equal to " + longest);
    }
    return value;
  }

  String sessionName() {
    var name = text("RoleSessionName", 2, 64);
    if (!SESSION_NAME.matcher(name).matches()) {
      throw invalid(
          "Value '%s' at 'roleSessionName'".formatted(name),
          "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }
    return name;
  }

  Optional<String> externalId() {
    return query.find("ExternalId");
  }

  Names.RoleName role() {
    var arn = text("RoleArn", 20, 2048);
    return Names.role(arn)
        .orElseThrow(() -> new RefusedException(400, "ValidationError", arn + " is invalid"));
  }

  /// How long the session is to be, an hour unless told.
  Duration duration() {
    var text = query.find("DurationSeconds").orElse("3600");
    int seconds;
    try {
      seconds = Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new RefusedException(400, "MalformedInput", "DurationSeconds is not a number");
    }
    if (seconds < SHORTEST_SESSION) {
      throw invalid(
          "Value '%d' at 'durationSeconds'".formatted(seconds),
          "Member must have value greater than or equal to " + SHORTEST_SESSION);
    }
    if (seconds > LONGEST_SESSION) {
      throw invalid(
          "Value '%d' at 'durationSeconds'".formatted(seconds),
          "Member must have value less than or equal to " + LONGEST_SESSION);
    }
    return Duration.ofSeconds(seconds);
  }

  /// What is passed to the session of a role.
  ///
  /// @throws RefusedException if a policy or tag cannot be used
  Passed passed(Accounts accounts, Names.RoleName role) {
    var policy = query.find("Policy").filter(text -> !text.isEmpty());
    policy.ifPresent(StsParameters::checkPolicy);
    var arns = members("PolicyArns", ".arn");
    arns.forEach(arn -> checkArn(arn, accounts, role));
    if (arns.size() > MOST_ARNS) {
      throw invalid(
          "Value at 'policyArns'", "Member must have length less than or equal to " + MOST_ARNS);
    }
    var passed =
        new Passed(
            policy.stream().toList(), arns, tags(), Set.copyOf(members("TransitiveTagKeys", "")));
    PackedSize.check(passed);
    return passed;
  }

  private static void checkPolicy(String text) {
    if (text.length() > LONGEST_POLICY) {
      throw invalid(
          "Value at 'policy'", "Member must have length less than or equal to " + LONGEST_POLICY);
    }
    try {
      var _ = PolicyDocument.parse(Json.parse(text), PolicyKind.SESSION);
    } catch (JsonException _) {
      throw new RefusedException(
          400, "MalformedPolicyDocument", "This policy contains invalid Json");
    } catch (PolicyException e) {
      throw new RefusedException(
          400,
          "MalformedPolicyDocument",
          "Syntax errors in policy. At %s: %s".formatted(e.place(), e.getMessage()));
    }
  }

  private static void checkArn(String arn, Accounts accounts, Names.RoleName role) {
    boolean near =
        arn.startsWith("arn:aws:iam::%s:policy/".formatted(role.account()))
            || arn.startsWith("arn:aws:iam::aws:policy/");
    if (!near || accounts.managedPolicy(arn).isEmpty()) {
      throw new RefusedException(
          400, "ValidationError", "Policy %s does not exist or is not attachable.".formatted(arn));
    }
  }

  private Map<String, String> tags() {
    var keys = members("Tags", ".Key");
    var tags = new LinkedHashMap<String, String>();
    var seen = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i <= keys.size(); i++) {
      var key = keys.get(i - 1);
      var value = query.find("Tags.member.%d.Value".formatted(i)).orElse("");
      if (!TAG_KEY.matcher(key).matches() || !TAG_VALUE.matcher(value).matches()) {
        throw invalid(
            "Value at 'tags.%d.member'".formatted(i),
            "Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
      }
      if (!seen.add(key)) {
        throw new RefusedException(
            400,
            "InvalidParameterValue",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      tags.put(key, value);
    }
    if (tags.size() > MOST_TAGS) {
      throw invalid(
          "Value at 'tags'", "Member must have length less than or equal to " + MOST_TAGS);
    }
    return tags;
  }

  /// A list of texts, whose elements count from 1.
  private List<String> members(String name, String suffix) {
    var members = new ArrayList<String>();
    while (true) {
      var member = query.find("%s.member.%d%s".formatted(name, members.size() + 1, suffix));
      if (member.isEmpty()) {
        return members;
      }
      members.add(member.get());
    }
  }

  private static RefusedException invalid(String value, String constraint) {
    return new RefusedException(
        400,
        "ValidationError",
        "1 validation error detected: %s failed to satisfy constraint: %s"
            .formatted(value, constraint));
  }
}

package io.github.ecrpush.ecr.settings;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A policy that lets others pull, and do nothing else.
///
/// @param lambda whether functions of AWS Lambda may, in our own account and in the others
/// @param organisations ids such as `o-a1b2c3d4e5`
public record PullFrom(List<AwsAccount> accounts, boolean lambda, List<String> organisations)
    implements AccessPolicy {

  private static final String LAMBDA = "lambda";
  private static final List<String> PULL =
      List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
  private static final List<String> FETCH =
      List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

  public PullFrom {
    accounts = List.copyOf(accounts);
    organisations = List.copyOf(organisations);
  }

  /// Reads account numbers, `lambda` and the ids of organisations.
  ///
  /// @throws IllegalArgumentException if a word is none of them
  public static PullFrom parse(List<String> words) {
    var accounts = new ArrayList<AwsAccount>();
    var organisations = new ArrayList<String>();
    boolean lambda = false;
    for (var word : words) {
      if (word.equals(LAMBDA)) {
        lambda = true;
      } else if (isOrganisation(word)) {
        organisations.add(word);
      } else {
        accounts.add(account(word));
      }
    }
    return new PullFrom(
        accounts.stream().distinct().toList(), lambda, organisations.stream().distinct().toList());
  }

  private static AwsAccount account(String word) {
    try {
      return new AwsAccount(word);
    } catch (FailureException e) {
      throw new IllegalArgumentException(
          "each entry is the number of an account (12 digits), `lambda`, or the id of an organisation"
              + " (`o-` and 10 to 32 letters and digits), but this is `"
              + word
              + "`",
          e);
    }
  }

  private static boolean isOrganisation(String word) {
    return word.startsWith("o-")
        && word.length() >= 12
        && word.length() <= 34
        && word.chars().skip(2).allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  @Override
  public JsonTree documentFor(AwsAccount account, AwsRegion region) {
    var statements = new ArrayList<Map<String, Object>>();
    if (!accounts.isEmpty()) {
      var roots =
          accounts.stream()
              .map(other -> "arn:%s:iam::%s:root".formatted(region.partition(), other))
              .toList();
      statements.add(statement("PullFromAccounts", Map.of("AWS", roots), PULL));
    }
    if (lambda) {
      var statement = statement("PullFromLambda", Map.of("Service", "lambda.amazonaws.com"), FETCH);
      statement.put(
          "Condition", Map.of("ArnLike", Map.of("aws:SourceArn", functions(account, region))));
      statements.add(statement);
    }
    if (!organisations.isEmpty()) {
      var statement = statement("PullFromOrganisation", "*", PULL);
      statement.put(
          "Condition", Map.of("StringEquals", Map.of("aws:PrincipalOrgID", organisations)));
      statements.add(statement);
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    return new JsonTree(document);
  }

  /// Lambda pulls for whoever has a function; only the functions of these accounts are let in.
  private List<String> functions(AwsAccount account, AwsRegion region) {
    var owners = new ArrayList<>(List.of(account));
    accounts.stream().filter(other -> !other.equals(account)).forEach(owners::add);
    return owners.stream()
        .map(owner -> "arn:%s:lambda:%s:%s:function:*".formatted(region.partition(), region, owner))
        .toList();
  }

  private static Map<String, Object> statement(
      String name, Object principal, List<String> actions) {
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Sid", name);
    statement.put("Effect", "Allow");
    statement.put("Principal", principal);
    statement.put("Action", actions);
    return statement;
  }
}

package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.ecr.RepositoryAddress;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.input.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads to which registries of ECR an image goes: the one of `aws-region`, those of `regions`, and
/// those that `also-push-to` describes.
final class TargetsReader {

  private static final List<String> WORDS =
      List.of(
          Input.AWS_REGION.key(),
          Input.REGISTRY_ID.key(),
          Input.REPOSITORY.key(),
          Input.ROLE_TO_ASSUME.key(),
          Input.ROLE_CHAIN.key(),
          Input.ROLE_EXTERNAL_ID.key());

  private final Inputs inputs;
  private final Identity identity;

  /// Who to be at a target.
  @FunctionalInterface
  interface Identity {
    IdentityRequest in(AwsRegion region, Optional<AwsAccount> account, Optional<String> role);
  }

  TargetsReader(Inputs inputs, Identity identity) {
    this.inputs = inputs;
    this.identity = identity;
  }

  List<Target> read() {
    var regions = inputs.words(Input.REGIONS).stream().map(AwsRegion::parse).toList();
    var address = inputs.wish(Input.REPOSITORY).map(RepositoryAddress::parse);
    var region = inputs.wish(Input.AWS_REGION).map(AwsRegion::parse);
    var home =
        address
            .map(where -> where.regionBeside(region))
            .orElse(region)
            .or(() -> regions.stream().findFirst())
            .orElseGet(() -> AwsRegion.parse(Optional.empty()));
    var registryId = inputs.wish(Input.REGISTRY_ID).map(AwsAccount::new);
    var account = address.map(where -> where.accountBeside(registryId)).orElse(registryId);
    var who = identity.in(home, account, inputs.wish(Input.ROLE_TO_ASSUME));
    var targets = new ArrayList<Target>();
    targets.add(new Target.Ecr(home, account, who, Optional.empty()));
    for (var other : regions) {
      targets.add(new Target.Ecr(other, account, who, Optional.empty()));
    }
    for (var line : inputs.lines(Input.ALSO_PUSH_TO)) {
      targets.add(other(line, home, who));
    }
    return targets.stream().distinct().toList();
  }

  private Target other(String line, AwsRegion home, IdentityRequest first) {
    var words = words(line);
    var region = word(words, Input.AWS_REGION).map(AwsRegion::parse);
    var account = word(words, Input.REGISTRY_ID).map(AwsAccount::new);
    var address = word(words, Input.REPOSITORY).map(RepositoryAddress::parse);
    var where = address.map(there -> there.regionBeside(region)).orElse(region).orElse(home);
    var owner = address.map(there -> there.accountBeside(account)).orElse(account);
    return new Target.Ecr(
        where, owner, who(line, words, first, where, owner), address.map(RepositoryAddress::path));
  }

  /// Without a role of its own, a target is reached as the first one is; with one in `role-chain`,
  /// from there.
  private IdentityRequest who(
      String line,
      Map<String, String> words,
      IdentityRequest first,
      AwsRegion region,
      Optional<AwsAccount> account) {
    var role = word(words, Input.ROLE_TO_ASSUME);
    var next = word(words, Input.ROLE_CHAIN).map(name -> RoleArn.parse(name, region, account));
    var externalId = word(words, Input.ROLE_EXTERNAL_ID).map(SessionInputs::externalId);
    if (externalId.isPresent() && next.isEmpty()) {
      throw malformed(line, "`role-external-id` is for the role in `role-chain`.");
    }
    var before = role.isPresent() ? identity.in(region, account, role) : first;
    return next.isPresent() ? before.through(next.get(), externalId) : before;
  }

  private static Optional<String> word(Map<String, String> words, Input input) {
    return Optional.ofNullable(words.get(input.key()));
  }

  private static Map<String, String> words(String line) {
    if (line.indexOf('=') < 0) {
      return Map.of(Input.REPOSITORY.key(), line);
    }
    var words = new LinkedHashMap<String, String>();
    for (var field : line.split(",", -1)) {
      int equals = field.indexOf('=');
      var name = equals < 0 ? "" : field.substring(0, equals).strip();
      if (!WORDS.contains(name)) {
        throw unknown(field, name);
      }
      if (words.put(name, field.substring(equals + 1).strip()) != null) {
        throw malformed(line, "`%s` stands in it twice.".formatted(name));
      }
    }
    return words;
  }

  /// A value whose name is not known may be a secret.
  private static FailureException unknown(String field, String name) {
    var shown = name.isEmpty() ? field : name + "=…";
    var meant = Nearest.to(name, WORDS).map(word -> " Did you mean `" + word + "`?").orElse("");
    return malformed(
        shown,
        "A line is the address of a repository, or has entries `name=value` with commas between,"
            + " and the names are `"
            + String.join("`, `", WORDS)
            + "`."
            + meant);
  }

  private static FailureException malformed(String line, String rule) {
    return new FailureException(InputFailures.valueMalformed(Input.ALSO_PUSH_TO, line, rule));
  }
}

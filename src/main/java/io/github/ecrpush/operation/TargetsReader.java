package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
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
          Input.ROLE_TO_ASSUME.key());

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

  /// Without a role of its own, a target is reached as the first one is.
  private Target other(String line, AwsRegion home, IdentityRequest first) {
    var words = words(line);
    var region = Optional.ofNullable(words.get(Input.AWS_REGION.key())).map(AwsRegion::parse);
    var account = Optional.ofNullable(words.get(Input.REGISTRY_ID.key())).map(AwsAccount::new);
    var role = Optional.ofNullable(words.get(Input.ROLE_TO_ASSUME.key()));
    var address =
        Optional.ofNullable(words.get(Input.REPOSITORY.key())).map(RepositoryAddress::parse);
    var where = address.map(there -> there.regionBeside(region)).orElse(region).orElse(home);
    var owner = address.map(there -> there.accountBeside(account)).orElse(account);
    return new Target.Ecr(
        where,
        owner,
        role.isPresent() ? identity.in(where, owner, role) : first,
        address.map(RepositoryAddress::path));
  }

  private static Map<String, String> words(String line) {
    var words = new LinkedHashMap<String, String>();
    for (var field : line.split(",", -1)) {
      int equals = field.indexOf('=');
      var name = equals < 0 ? "" : field.substring(0, equals).strip();
      if (!WORDS.contains(name)) {
        throw malformed(line, name);
      }
      words.put(name, field.substring(equals + 1).strip());
    }
    return words;
  }

  private static FailureException malformed(String line, String name) {
    var meant = Nearest.to(name, WORDS).map(word -> " Did you mean `" + word + "`?").orElse("");
    return new FailureException(
        InputFailures.valueMalformed(
            Input.ALSO_PUSH_TO,
            line,
            "Each line has entries `name=value` with commas between, and the names are `"
                + String.join("`, `", WORDS)
                + "`."
                + meant));
  }
}

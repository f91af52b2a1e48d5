package io.github.ecrpush.sandbox.images;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// A customer's key of KMS, as policies know it: by its ARN, never by an alias.
///
/// @param alias what it was asked for by, if that is an alias
record CustomerKey(String arn, Optional<String> alias) {

  private static final Pattern ARN =
      Pattern.compile("(arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:)((?:key|alias)/.+)");

  /// @param name the id, alias or ARN that a repository is to have
  static CustomerKey of(String name, Registry registry) {
    var arn = ARN.matcher(name);
    boolean isArn = arn.matches();
    var owner =
        isArn
            ? arn.group(1)
            : "arn:%s:kms:%s:%s:"
                .formatted(registry.partition(), registry.region(), registry.account());
    var local = isArn ? arn.group(2) : name;
    if (local.startsWith("alias/")) {
      var id = UUID.nameUUIDFromBytes((owner + local).getBytes(StandardCharsets.UTF_8));
      return new CustomerKey(owner + "key/" + id, Optional.of(local));
    }
    return new CustomerKey(
        owner + (local.startsWith("key/") ? local : "key/" + local), Optional.empty());
  }

  /// The condition keys of a call that ECR makes about it in somebody's name.
  Map<String, List<String>> values(String action, String caller, Registry registry) {
    var values = new LinkedHashMap<String, List<String>>();
    values.put("aws:RequestedRegion", List.of(registry.region()));
    values.put("aws:ResourceAccount", List.of(arn.split(":", -1)[4]));
    values.put("kms:CallerAccount", List.of(caller));
    values.put("kms:ViaService", List.of(registry.service()));
    if (action.equals("kms:CreateGrant")) {
      values.put("kms:GrantIsForAWSResource", List.of("true"));
    }
    alias.ifPresent(name -> {
      values.put("kms:ResourceAliases", List.of(name));
      values.put("kms:RequestAlias", List.of(name));
    });
    return values;
  }
}

package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An image that a file asks for.
///
/// @param values what the file says about it, as the text of inputs; paths begin at the workspace
/// @param uses the named contexts of its build that other images of the file give: context → image
/// @param isOnRequest whether it is left out unless it is named, as a service is whose profile is
///   off
/// @param place where it stands: `ecr-push.yml:12:3`
/// @param remarks what is told when it is chosen
public record ConfiguredImage(
    String name,
    Map<Input, String> values,
    Map<String, String> uses,
    boolean isOnRequest,
    YamlPlace place,
    Remarks remarks) {

  public ConfiguredImage {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
  }

  /// The same, with what was found where it was read.
  ConfiguredImage with(Remarks found) {
    return new ConfiguredImage(name, values, uses, isOnRequest, place, found);
  }

  /// The same, with other images in the place of those that it uses.
  ConfiguredImage using(Map<String, String> instead) {
    var others = new LinkedHashMap<>(uses);
    others.replaceAll((_, used) -> instead.getOrDefault(used, used));
    return new ConfiguredImage(name, values, others, isOnRequest, place, remarks);
  }
}

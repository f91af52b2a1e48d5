package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes one image of services that differ only in how their containers run, as `web` and `worker`
/// of one program do.
final class SameImages {

  /// All that an image is made of.
  private record Made(Map<Input, String> values, Map<String, String> uses) {}

  private SameImages() {}

  /// The first of each kind, in their order. What was built from another one is built from that,
  /// and may be the same as a further one then.
  static List<ConfiguredImage> joined(List<ConfiguredImage> chosen, Notices notices) {
    var kept = new LinkedHashMap<Made, ConfiguredImage>();
    var instead = new HashMap<String, String>();
    for (var image : chosen) {
      var first = kept.putIfAbsent(new Made(image.values(), image.uses()), image);
      if (first != null) {
        instead.put(image.name(), first.name());
        notices.add(
            image.place(), "`" + image.name() + "` is the same image as `" + first.name() + "`.");
      }
    }
    return instead.isEmpty()
        ? chosen
        : joined(kept.values().stream().map(image -> image.using(instead)).toList(), notices);
  }
}

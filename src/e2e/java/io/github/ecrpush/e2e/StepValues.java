package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.Map;

/// What a step handed on by names: its outputs, or the lines of `name=value` that it printed.
record StepValues(Map<String, String> all) {

  String of(String name) {
    assertThat(all).containsKey(name);
    return all.getOrDefault(name, "");
  }

  JsonTree json(String name) {
    return Json.parse(of(name));
  }

  /// The entry of its only image in the output `images`.
  JsonTree image() {
    var images = json("images").elements();
    assertThat(images).hasSize(1);
    return images.getFirst();
  }

  String status() {
    return image().at("status").text().orElse("");
  }

  /// The id of the failure that its only image met.
  String failure() {
    return image().at("failure").at("id").text().orElse("");
  }
}

package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.Map;

/// What a program left when it ended.
public record Ended(int exitCode, String out, String err) {

  public Ended expecting(int code) {
    assertThat(exitCode).as("exit code of\n%s%s", out, err).isEqualTo(code);
    return this;
  }

  /// What a runner shows of what the action printed: it takes out the lines that tell it masks.
  public String withoutMasks() {
    return out.replaceAll("(?m)^::add-mask::.*\n", "");
  }

  /// Its outputs, printed as lines.
  Map<String, String> outputs() {
    return PrintedOutputs.parse(out);
  }

  String output(String name) {
    assertThat(outputs()).containsKey(name);
    return outputs().getOrDefault(name, "");
  }

  /// The entry of its only image in the output `images`.
  JsonTree image() {
    var images = Json.parse(output("images")).elements();
    assertThat(images).hasSize(1);
    return images.getFirst();
  }

  /// The id of the failure that its only image met.
  String failure() {
    return image().at("failure").at("id").text().orElse("");
  }

  String digest() {
    return output("digest");
  }
}

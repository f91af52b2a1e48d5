package io.github.ecrpush.yaml;

/// A place that breaks a rule.
///
/// @param rule a whole sentence; it quotes no value, which may be a secret
public record YamlMistake(YamlPlace place, String rule) {

  @Override
  public String toString() {
    return place + ": " + rule;
  }
}

package io.github.ecrpush.yaml;

import java.util.List;

/// The text is not YAML, or more of it than is read here. It carries every mistake that was found.
public final class YamlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialised
  private final List<YamlMistake> mistakes;

  YamlException(List<YamlMistake> mistakes) {
    super(mistakes.getFirst().toString());
    this.mistakes = List.copyOf(mistakes);
  }

  /// At least one, in the order of their finding.
  public List<YamlMistake> mistakes() {
    return mistakes;
  }
}

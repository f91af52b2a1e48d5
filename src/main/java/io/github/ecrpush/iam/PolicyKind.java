package io.github.ecrpush.iam;

/// Where a policy stands. Each kind has its own say in an evaluation, and its own words in AWS's
/// messages.
public enum PolicyKind {
  SERVICE_CONTROL("service control policy", "a"),
  RESOURCE("resource-based policy", "a"),
  TRUST("role trust policy", "the"),
  IDENTITY("identity-based policy", "an"),
  BOUNDARY("permissions boundary", "a"),
  SESSION("session policy", "a");

  private final String words;
  private final String article;

  PolicyKind(String words, String article) {
    this.words = words;
    this.article = article;
  }

  /// As AWS calls it: `identity-based policy`.
  public String words() {
    return words;
  }

  String wordsWithArticle() {
    return article + " " + words;
  }

  /// Whether its statements say whom they are about. The others are about whoever has them.
  boolean namesPrincipals() {
    return this == RESOURCE || this == TRUST;
  }
}

package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.RemoteWords;
import java.util.Optional;

/// What AWS says when it denies an action: who wanted to do what to what, and often why not.
///
/// @param resource its ARN; `*` when AWS names none
/// @param reason AWS's own words for it, empty when it gives none
record Denial(String principal, String action, String resource, String reason) {

  private static final String USER = "User: ";
  private static final String ACTION = "is not authorized to perform: ";
  private static final String RESOURCE = " on resource: ";
  private static final String REASON = "because ";
  private static final String EXPLICIT = "with an explicit deny";

  /// What an Engine says that misses the words behind a 403. It asks by `HEAD` for layers alone.
  private static final String BARE_HEAD =
      "parsing HTTP 403 response body: unexpected end of JSON input";

  /// Finds the denial in a text that may hold much else, as an engine's error does.
  static Optional<Denial> in(String text) {
    int at = text.indexOf(ACTION);
    if (at < 0) {
      return Optional.empty();
    }
    var action = word(text, at + ACTION.length());
    if (!action.contains(":")) {
      return Optional.empty();
    }
    int user = text.lastIndexOf(USER, at);
    int resource = text.indexOf(RESOURCE, at);
    int reason = Math.max(text.indexOf(REASON, at), text.indexOf(EXPLICIT, at));
    return Optional.of(
        new Denial(
            user < 0 ? "" : word(text, user + USER.length()),
            action,
            resource < 0 ? "*" : word(text, resource + RESOURCE.length()),
            reason < 0 ? "" : RemoteWords.of(line(text, reason))));
  }

  /// The denial behind a bare "403 Forbidden". A registry has no words for a `HEAD`, but which
  /// action it needed can be told from the address.
  static Optional<Denial> behind(String text, String repositoryArn) {
    if (text.contains(BARE_HEAD)) {
      return Optional.of(new Denial("", "ecr:BatchCheckLayerAvailability", repositoryArn, ""));
    }
    if (!text.contains("403 Forbidden")) {
      return Optional.empty();
    }
    if (text.contains("/blobs/uploads")) {
      return Optional.of(new Denial("", "ecr:InitiateLayerUpload", repositoryArn, ""));
    }
    if (text.contains("/blobs/")) {
      return Optional.of(new Denial("", "ecr:BatchCheckLayerAvailability", repositoryArn, ""));
    }
    var action = text.contains("PUT") ? "ecr:PutImage" : "ecr:BatchGetImage";
    return text.contains("/manifests/")
        ? Optional.of(new Denial("", action, repositoryArn, ""))
        : Optional.empty();
  }

  /// Whose policy stands in the way.
  DenyingPolicy policy() {
    return DenyingPolicy.of(reason);
  }

  /// Whether a policy forbids it outright: then no further statement helps.
  boolean isExplicit() {
    return reason.contains(EXPLICIT);
  }

  private static String word(String text, int from) {
    int end = from;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return withoutEnd(text.substring(from, end));
  }

  private static String line(String text, int from) {
    int end = text.indexOf('\n', from);
    return withoutEnd(text.substring(from, end < 0 ? text.length() : end).strip());
  }

  /// Without what belongs to the sentence or the quotation around it.
  private static String withoutEnd(String text) {
    int end = text.length();
    while (end > 0 && ".,;\"'`)]}".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }
}

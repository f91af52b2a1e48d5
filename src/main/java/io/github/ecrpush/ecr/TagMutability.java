package io.github.ecrpush.ecr;

import io.github.ecrpush.image.Tag;
import java.util.List;

/// Whether the tags of a repository may move, but for those that match one of the exceptions.
///
/// @param exceptions patterns in which `*` stands for any letters
public record TagMutability(boolean mutable, List<String> exceptions) {

  public TagMutability {
    exceptions = List.copyOf(exceptions);
  }

  /// Whether this tag may be moved to another image.
  public boolean mayMove(Tag tag) {
    return mutable != exceptions.stream().anyMatch(pattern -> matches(pattern, tag.value()));
  }

  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    if (!text.startsWith(pattern.substring(0, star))) {
      return false;
    }
    var rest = pattern.substring(star + 1);
    for (int from = star; from <= text.length(); from++) {
      if (matches(rest, text.substring(from))) {
        return true;
      }
    }
    return false;
  }
}

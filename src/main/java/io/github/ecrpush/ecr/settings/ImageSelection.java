package io.github.ecrpush.ecr.settings;

import io.github.ecrpush.image.Tag;
import io.github.ecrpush.image.TagPattern;
import java.util.List;
import java.util.function.BiPredicate;

/// Which images a lifecycle rule is about.
public sealed interface ImageSelection {

  /// Whether an image with exactly these tags is among them.
  boolean covers(List<Tag> tags);

  /// Images of whose tags each prefix, or each pattern, fits at least one.
  ///
  /// @param patterns whether the words are patterns with `*`, and not prefixes
  record Tagged(boolean patterns, List<String> words) implements ImageSelection {
    private static final int MOST_STARS = 4;

    public Tagged {
      words = List.copyOf(words);
      if (patterns && words.stream().anyMatch(word -> new TagPattern(word).stars() > MOST_STARS)) {
        throw new IllegalArgumentException(
            "a pattern of tags has up to %d `*`, but these are `%s`"
                .formatted(MOST_STARS, String.join("`, `", words)));
      }
    }

    /// Whether any tag will do, so that nothing is said about which images are meant.
    boolean fitsEveryTag() {
      return words.stream()
          .map(word -> patterns ? word.replace("*", "") : word)
          .allMatch(""::equals);
    }

    @Override
    public boolean covers(List<Tag> tags) {
      BiPredicate<String, Tag> fits =
          patterns
              ? (word, tag) -> new TagPattern(word).matches(tag)
              : (word, tag) -> tag.value().startsWith(word);
      return words.stream().allMatch(word -> tags.stream().anyMatch(tag -> fits.test(word, tag)));
    }

    @Override
    public String toString() {
      return (patterns ? " pattern=" : " prefix=") + String.join(",", words);
    }
  }

  /// Images without a tag.
  record Untagged() implements ImageSelection {
    @Override
    public boolean covers(List<Tag> tags) {
      return tags.isEmpty();
    }

    @Override
    public String toString() {
      return " untagged";
    }
  }

  /// Every image that no rule before it is about.
  record Any() implements ImageSelection {
    @Override
    public boolean covers(List<Tag> tags) {
      return true;
    }

    @Override
    public String toString() {
      return "";
    }
  }
}

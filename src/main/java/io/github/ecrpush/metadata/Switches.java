package io.github.ecrpush.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The variables that `docker/metadata-action` listens to, as far as they say how something is
/// written.
///
/// @param shortSha how many characters of a commit's name its short form has
/// @param levels where annotations go that do not say it themselves
record Switches(int shortSha, List<String> levels) {

  /// Where an annotation may stand.
  static final List<String> LEVELS =
      List.of("manifest", "index", "manifest-descriptor", "index-descriptor");

  /// Git's own.
  private static final int USUAL = 7;

  private static final int LONGEST = 64;
  private static final String SHORT_SHA = "DOCKER_METADATA_SHORT_SHA_LENGTH";
  private static final String ANNOTATIONS = "DOCKER_METADATA_ANNOTATIONS_LEVELS";

  Switches {
    levels = List.copyOf(levels);
  }

  static Switches read(Map<String, String> environment, Mistakes mistakes) {
    return new Switches(
        shortSha(environment.getOrDefault(SHORT_SHA, "").strip(), mistakes),
        levels(environment.getOrDefault(ANNOTATIONS, "").strip(), mistakes));
  }

  private static int shortSha(String written, Mistakes mistakes) {
    if (written.isEmpty()) {
      return USUAL;
    }
    try {
      int length = Integer.parseInt(written);
      if (length >= 1 && length <= LONGEST) {
        return length;
      }
    } catch (NumberFormatException _) {
      // told below, together with a number out of range
    }
    mistakes.add(
        new Mistakes.Place(SHORT_SHA, written),
        "It is a whole number from 1 to %d.".formatted(LONGEST));
    return USUAL;
  }

  private static List<String> levels(String written, Mistakes mistakes) {
    if (written.isEmpty()) {
      return List.of(LEVELS.getFirst());
    }
    var levels = new ArrayList<String>();
    for (var word : written.split(",", -1)) {
      var level = word.strip();
      if (!LEVELS.contains(level)) {
        mistakes.add(
            new Mistakes.Place(ANNOTATIONS, written),
            "There is no level `%s`. %s"
                .formatted(Mistakes.shown(level), Mistakes.meant(level, LEVELS)));
      } else if (!levels.contains(level)) {
        levels.add(level);
      }
    }
    return levels;
  }
}

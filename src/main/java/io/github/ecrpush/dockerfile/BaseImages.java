package io.github.ecrpush.dockerfile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a build takes from elsewhere, and may find changed the next time though no file here was:
/// the images behind `FROM`, and those that files are copied or mounted from. Stages and `scratch`
/// are none of them, and neither is the image that reads the Dockerfile.
public sealed interface BaseImages {

  /// What BuildKit itself gives a value, which is the name of a machine and so no address.
  Pattern OF_PLATFORM =
      Pattern.compile(
          "\\$(\\{(TARGET|BUILD)(OS|ARCH|VARIANT)}|(TARGET|BUILD)(OS|ARCH|VARIANT)(?![A-Za-z0-9_]))");

  /// All of it is known.
  ///
  /// @param moving images by names that can lead to another image tomorrow, as they are written
  /// @param pinned images by digests
  record Known(Set<String> moving, Set<String> pinned) implements BaseImages {}

  /// It cannot be known, or it is more than images.
  ///
  /// @param why a whole sentence
  record Unknown(String why) implements BaseImages {}

  /// Finds them among the stages that a build carries out.
  ///
  /// @param target the stage to build, or the last one
  static BaseImages of(List<Stage> stages, Optional<String> target) {
    var found = ImagesOfStage.find(stages, target);
    if (found.isEmpty()) {
      return new Unknown(
          target
              .map("The Dockerfile has no stage `%s`."::formatted)
              .orElse("The Dockerfile has no `FROM`."));
    }
    for (var instruction : found.get().instructions()) {
      if (takesFromTheNetwork(instruction)) {
        return new Unknown(
            "Line %d of the Dockerfile may add what is elsewhere, without a checksum."
                .formatted(instruction.firstLine()));
      }
    }
    var moving = new LinkedHashSet<String>();
    var pinned = new LinkedHashSet<String>();
    for (var image : found.get().images()) {
      if (image.isEmpty() || image.contains("$")) {
        return new Unknown("The Dockerfile names the image `%s`.".formatted(image));
      }
      (image.contains("@sha256:") ? pinned : moving).add(image);
    }
    return new Known(moving, pinned);
  }

  private static boolean takesFromTheNetwork(Instruction instruction) {
    if (!instruction.word().equals("ADD")
        || instruction.flag("checksum").filter(BaseImages::isChecksum).isPresent()) {
      return false;
    }
    var sources = instruction.afterFlags();
    boolean isEncoded = sources.startsWith("[") && sources.contains("\\u");
    return isEncoded
        || withoutLast(sources.split("[\\s\\[\\],]+", -1))
            .map(source -> source.replaceAll("[\"'\\\\`]", ""))
            .map(source -> OF_PLATFORM.matcher(source).replaceAll(""))
            .anyMatch(BaseImages::mayBeAddress);
  }

  /// The last word says where it goes.
  private static Stream<String> withoutLast(String[] words) {
    var all = Stream.of(words).filter(word -> !word.isEmpty()).toList();
    return all.stream().limit(Math.max(1, all.size() - 1L));
  }

  /// With a variable it may be empty.
  private static boolean isChecksum(String value) {
    return !value.isEmpty() && !value.contains("$");
  }

  /// `https://…`, or `user@host:…` for Git. A variable may be one, or end as one, unless it is
  /// clear by then that this is a path.
  private static boolean mayBeAddress(String source) {
    int variable = source.indexOf('$');
    int at = source.indexOf('@');
    return source.contains("://")
        || (at > 0 && source.indexOf(':', at) > 0)
        || (variable >= 0 && !source.substring(0, variable).matches("[^@:]*[/.].*"));
  }
}

package io.github.ecrpush.config;

import io.github.ecrpush.config.Dependencies.Use;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers the images of a file: each has a name of its own, and needs only others that are there.
final class ImageList {

  /// More than these are a mistake that would keep somebody waiting.
  static final int MOST = 256;

  private static final int LONGEST_NAME = 128;

  private final Mistakes mistakes;
  private final Map<String, ConfiguredImage> images = new LinkedHashMap<>();
  private final List<Use> uses = new ArrayList<>();

  ImageList(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /// Adds an image. Its repository is called as it is, unless something else is said.
  void add(String name, YamlPlace place, ImageInputs.Read read, boolean isOnRequest) {
    if (!isName(name)) {
      mistakes.add(
          place,
          "`"
              + Shown.of(name)
              + "` is no name for an image: it has letters, digits, `.`, `_` and `-`, begins with a"
              + " letter or digit, and has at most "
              + LONGEST_NAME
              + " characters.");
    }
    var values = new LinkedHashMap<>(read.values());
    values.putIfAbsent(Input.REPOSITORY, name);
    var used = new LinkedHashMap<String, String>();
    read.uses().forEach(use -> used.put(use.context(), use.image()));
    uses.addAll(read.uses());
    var image = new ConfiguredImage(name, values, used, isOnRequest, place, Remarks.NONE);
    var other = images.putIfAbsent(name, image);
    if (other != null) {
      var both = "Two images are called `" + name + "`: another one is at " + other.place() + ".";
      mistakes.add(
          place,
          other.place().equals(place)
              ? both
                  + " Where a matrix makes them, its values stand in the name: `"
                  + name
                  + "-${matrix.…}`."
              : both);
    }
    if (images.size() > MOST) {
      throw mistakes.last(place, "A file has at most " + MOST + " images.");
    }
  }

  /// Takes what was found where an image was read.
  void remark(String name, Remarks found) {
    images.computeIfPresent(name, (_, image) -> image.with(found));
  }

  List<ConfiguredImage> all() {
    var all = List.copyOf(images.values());
    Dependencies.checkNames(uses, images.keySet(), mistakes);
    new Dependencies(all).checkCircles(mistakes);
    return all;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && isLetterOrDigit(name.charAt(0))
        && name.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}

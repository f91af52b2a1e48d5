package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.input.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The words for runs of several images.
final class RunFailures {

  private RunFailures() {}

  /// @param failed the image that kept this one from its end
  static Failure stoppedBy(String failed) {
    return new Failure.Cancelled(
        new Explanation(
            "stopped-by-other-image",
            "The image was stopped.",
            "The image `" + failed + "` of the same run failed, and that stops the others.",
            "Mend `"
                + failed
                + "` and run it again: what is there already is not pushed a second time. With"
                + " `fail-fast: false` the other images go on to their end."));
  }

  /// @param base the image that this one is built from
  static Failure stoppedWithBase(String base) {
    return new Failure.Cancelled(
        new Explanation(
            "stopped-with-base-image",
            "The image was not built.",
            "It is built from the image `" + base + "` of the same run, and that one failed.",
            "Mend `"
                + base
                + "` and run it again: what is there already is not pushed a second time."));
  }

  /// What is wrong with several images, each of which is named in its own failure.
  static Failure together(List<Failure> mistakes) {
    if (mistakes.size() == 1) {
      return mistakes.getFirst();
    }
    var words = mistakes.stream().map(Failure::explanation).toList();
    return new Failure.Misconfigured(
        new Explanation(
            "images-mistaken",
            "There are mistakes in %d images.".formatted(mistakes.size()),
            words.stream()
                .map(each -> each.what() + "\n" + each.why().strip().indent(4).stripTrailing())
                .collect(Collectors.joining("\n")),
            words.stream().map(Explanation::fix).distinct().collect(Collectors.joining("\n\n"))),
        "config");
  }

  /// @param reference what both would be called
  static Failure tagTwice(String first, String second, String reference) {
    return new Failure.Misconfigured(
        new Explanation(
            "tag-claimed-twice",
            "The images `%s` and `%s` would both be pushed as `%s`."
                .formatted(first, second, reference),
            "They have the same repository and the same tag, so whichever is pushed last would take it"
                + " from the other one.",
            "Give each image a repository of its own, choose one of them with `images: %s`, or tell"
                    .formatted(first)
                + " their tags apart, for example with a prefix:\n\n"
                + "    tags: type=sha,format=long,prefix=%s-".formatted(second)),
        "tags");
  }

  /// @param others the names of the others of the run
  static Failure baseUnknown(String image, String base, Collection<String> others) {
    var near = Nearest.to(base, others).map(name -> " Did you mean `" + name + "`?").orElse("");
    return new Failure.Misconfigured(
        new Explanation(
            "base-image-not-in-run",
            "The image `%s` is built from `%s`, which is no image of this run."
                .formatted(image, RemoteWords.of(base)),
            "`image:NAME` in `build-contexts` names another image of the file that `config` names."
                + near,
            "Correct the name, or name a folder or an address instead, such as"
                + " `docker-image://alpine:3.22`."),
        "build-contexts");
  }

  /// @param written only commas or a comment, as of variables that are all empty
  static Failure imagesWithoutName(String written) {
    return new Failure.Misconfigured(
        new Explanation(
            "images-without-name",
            "The input `images` was given as `%s`, which names no image."
                .formatted(RemoteWords.of(written)),
            "Left out or empty, it means every image of the file. A list without a name may be one"
                + " whose variables are all empty, so nothing is pushed.",
            "Name images, such as `images: api, web`, or leave `images` out to push all of them."),
        "images");
  }

  static Failure imagesWithoutFile() {
    return new Failure.Misconfigured(
        new Explanation(
            "images-without-file",
            "The input `images` was given without a file that names them.",
            "It chooses images of the file that `config` names, and `config` was not given.",
            "Name the file, for example `config: ecr-push.yml` or `config: compose.yaml`, or take"
                + " `images` out. The name of one image, as `docker/metadata-action` has it there, is"
                + " `repository`."),
        "images");
  }
}

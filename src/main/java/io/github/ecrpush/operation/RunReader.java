package io.github.ecrpush.operation;

import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.config.Selection;
import io.github.ecrpush.config.Selection.Chosen;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads the inputs of a run: those of the one image that they describe, or of the images in the
/// file that `config` names. What is given to the run comes before what the file says.
///
/// @param run the inputs of the run as a whole
/// @param images what each image is called, and its inputs
/// @param notices what the file says and is not heeded
public record RunReader(Inputs run, List<NamedInputs> images, List<String> notices) {

  /// The inputs of an image.
  ///
  /// @param name empty where no file names the image
  /// @param place where a file does; empty where none does
  /// @param isAsked whether it is wished for, and not only what another one is built from
  public record NamedInputs(String name, String place, Inputs inputs, boolean isAsked) {}

  public RunReader {
    images = List.copyOf(images);
    notices = List.copyOf(notices);
  }

  /// Reads the file, if one is named.
  ///
  /// @throws FailureException if it cannot be read, or has none of the images that are wished for
  public static RunReader read(Inputs inputs, Configurations files) {
    var file = inputs.wish(Input.CONFIG);
    if (file.isEmpty()) {
      if (inputs.wish(Input.IMAGES).isPresent()) {
        throw new FailureException(RunFailures.imagesWithoutFile());
      }
      return new RunReader(inputs, List.of(new NamedInputs("", "", inputs, true)), List.of());
    }
    if (inputs.wish(Input.IMAGES).isPresent() && inputs.words(Input.IMAGES).isEmpty()) {
      throw new FailureException(RunFailures.imagesWithoutName(inputs.text(Input.IMAGES)));
    }
    var configuration = files.read(file.get());
    var run = inputs.over(configuration.run());
    var images = new ArrayList<NamedInputs>();
    var selection = Selection.of(configuration, run.words(Input.IMAGES));
    for (var chosen : selection.images()) {
      images.add(named(run, chosen));
    }
    return new RunReader(run, images, selection.notices());
  }

  /// The inputs of the run as a whole. A file with mistakes says which reports it wishes, and one
  /// that cannot be read says nothing; the run tells why.
  public static Inputs wishes(Inputs given, Configurations files) {
    var file = given.wish(Input.CONFIG);
    return file.isEmpty() ? given : given.over(wishes(file.get(), files));
  }

  private static Map<Input, String> wishes(String file, Configurations files) {
    try {
      return files.read(file).run();
    } catch (FailureException _) {
      try {
        return files.reports(file);
      } catch (FailureException _) {
        return Map.of();
      }
    }
  }

  private static NamedInputs named(Inputs run, Chosen chosen) {
    var image = chosen.image();
    var inputs = run.over(values(chosen));
    return new NamedInputs(
        image.name(),
        image.place().toString(),
        chosen.isAsked() ? inputs : onlyBuilt(image.name(), inputs),
        chosen.isAsked());
  }

  /// An image that is only there because another one begins with it is not pushed. So it needs no
  /// repository, and ECR need not like what it is called.
  private static Inputs onlyBuilt(String name, Inputs inputs) {
    var built = inputs.with(Input.PUSH, "false");
    return built.text(Input.REPOSITORY).equals(name) ? built.without(Input.REPOSITORY) : built;
  }

  private static Map<Input, String> values(Chosen chosen) {
    var values = new LinkedHashMap<>(chosen.image().values());
    var uses =
        chosen.image().uses().entrySet().stream()
            .map(use -> use.getKey() + "=image:" + use.getValue())
            .collect(Collectors.joining("\n"));
    if (!uses.isEmpty()) {
      values.merge(Input.BUILD_CONTEXTS, uses, (one, other) -> one + "\n" + other);
    }
    return values;
  }

  /// Reads one image.
  @FunctionalInterface
  public interface ImageReader {
    PushRequestReader of(Inputs inputs);
  }

  /// The request of all images.
  ///
  /// @param tagged whether somebody looks at tags: outside of a commit there need be none
  public PushRequest request(ImageReader reader, boolean tagged) {
    var read = each(images, image -> reader.of(image.inputs()).image(image.name(), tagged));
    return PushRequestReader.together(run, read);
  }

  /// What each of the images that are wished for is called.
  public List<NamedImage> names(Namer namer) {
    var asked = images.stream().filter(NamedInputs::isAsked).toList();
    var named =
        each(asked, image -> NamedImage.of(image.name(), image.inputs(), namer.of(image.inputs())));
    ImagesTogether.refuseTwoForOneName(named);
    return named;
  }

  /// Names one image.
  @FunctionalInterface
  public interface Namer {
    ImageNaming of(Inputs inputs);
  }

  private interface Reading<T> {
    T of(NamedInputs image);
  }

  /// Mistakes are told with the image that has them, and those of all images at once.
  private static <T> List<T> each(List<NamedInputs> images, Reading<T> reading) {
    var read = new ArrayList<T>();
    var mistakes = new ArrayList<Failure>();
    for (var image : images) {
      try {
        read.add(reading.of(image));
      } catch (FailureException e) {
        var failure = at(image, e.failure());
        if (!(failure instanceof Failure.Misconfigured) || images.size() == 1) {
          throw new FailureException(failure, e);
        }
        mistakes.add(failure);
      }
    }
    if (!mistakes.isEmpty()) {
      throw new FailureException(RunFailures.together(mistakes));
    }
    return read;
  }

  private static Failure at(NamedInputs image, Failure failure) {
    if (image.place().isEmpty()) {
      return failure;
    }
    var words = failure.explanation();
    return failure.saying(
        new Explanation(
            words.id(),
            "Image `%s` (%s): %s".formatted(image.name(), image.place(), words.what()),
            words.why(),
            words.fix()));
  }
}

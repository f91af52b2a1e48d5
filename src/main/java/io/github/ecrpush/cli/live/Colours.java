package io.github.ecrpush.cli.live;

import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.ImageResult;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.util.Map;

/// The few colours of a run, or none: the words say the same without them.
public enum Colours {
  SOME,
  NONE;

  private static final String END = "\u001b[0m";

  /// None where `NO_COLOR` says so; see [no-color.org](https://no-color.org).
  public static Colours of(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() ? SOME : NONE;
  }

  private String good(String text) {
    return in("32", text);
  }

  /// The text of a failure, whose first line says what happened.
  public String failure(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? bad(text) : bad(text.substring(0, end)) + text.substring(end);
  }

  private String bad(String text) {
    return in("31", text);
  }

  private String odd(String text) {
    return in("33", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  /// The line of an event in the colour of what it tells.
  String line(ProgressEvent event, String line) {
    return switch (event) {
      case OfImage(String _, ProgressEvent inner) -> line(inner, line);
      case PhaseEnded _ -> good(line);
      case ImageEnded(ImageResult result, var _, var _) ->
          result == ImageResult.FAILED || result == ImageResult.STOPPED ? bad(line) : good(line);
      case StepEnded(int _, String _, StepResult result, var _) ->
          result == StepResult.FAILED ? bad(line) : dim(line);
      case Warning _ -> odd(line);
      default -> line;
    };
  }

  private String in(String colour, String text) {
    return this == NONE ? text : "\u001b[" + colour + "m" + text + END;
  }
}

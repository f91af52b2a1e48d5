package io.github.ecrpush.report.summary;

import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.report.NamesText;
import io.github.ecrpush.report.SafeWords;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What should be changed, and below that why the run did less than expected. What was said of
/// several images stands there once, with their names.
final class WarningsPart {

  private static final int MOST = 20;

  private WarningsPart() {}

  static void write(Markdown page, RunRecord run, SafeWords words) {
    var warnings = told(run, run.warnings(), ImageRecord::warnings, WarningsPart::text);
    var notices = told(run, run.notices(), ImageRecord::notices, Notice::text);
    list(page, "⚠️", warnings, words);
    list(page, "ℹ️", notices, words);
    if (!warnings.isEmpty() || !notices.isEmpty()) {
      page.gap();
    }
    page.more(warnings.size() - MOST, "warnings");
    page.more(notices.size() - MOST, "notices");
  }

  private static String text(Warning warning) {
    return warning.line() > 0
        ? warning.text() + " (`" + warning.file() + "`, line " + warning.line() + ")"
        : warning.text();
  }

  /// Texts, each with the images that it was told of. The only image of a run is not named.
  private static <T> Map<String, Set<String>> told(
      RunRecord run,
      List<T> ofRun,
      Function<ImageRecord, List<T>> ofImage,
      Function<T, String> text) {
    boolean several = run.images().size() > 1;
    var told = new LinkedHashMap<String, Set<String>>();
    ofRun.forEach(each -> told.put(text.apply(each), new LinkedHashSet<>()));
    for (var image : run.images()) {
      for (var each : ofImage.apply(image)) {
        var names = told.computeIfAbsent(text.apply(each), _ -> new LinkedHashSet<>());
        if (several) {
          names.add(image.name());
        }
      }
    }
    return told;
  }

  private static void list(
      Markdown page, String mark, Map<String, Set<String>> told, SafeWords words) {
    told.entrySet().stream()
        .limit(MOST)
        .forEach(each -> {
          var names = NamesText.of(List.copyOf(each.getValue()), Markdown::code);
          page.line(
              "- "
                  + mark
                  + " "
                  + (names.isEmpty() ? "" : names + ": ")
                  + Markdown.words(words.said(each.getKey())));
        });
  }
}

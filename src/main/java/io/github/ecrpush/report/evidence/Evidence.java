package io.github.ecrpush.report.evidence;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.json.CanonicalJson;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunSource;
import io.github.ecrpush.report.SafeWords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The document of a run, in canonical bytes: what was built from what, by whom, and where it went.
///
/// What depends on the machine, or on the hour, stands in the members `machine` and `times` and
/// nowhere else: the same inputs and commit give the same document but for those two.
public final class Evidence {

  /// What a reader knows the document by. It is a name; nothing has to answer there.
  public static final String SCHEMA = "https://ecrpush.github.io/evidence.schema.json";

  /// Grows when members are added. None is ever removed, or means something else.
  public static final int VERSION = 1;

  private Evidence() {}

  /// The document of a run.
  ///
  /// @param tool the version of this program
  /// @param redactor what it knows to be secret is in no member
  /// @param directory the folder that the run stands in
  public static byte[] of(
      RunRecord run, List<ImageOutcome> outcomes, String tool, Redactor redactor, Path directory) {
    var words = SafeWords.of(run, redactor);
    var images = new ImageEvidence(words, directory);
    var document = new LinkedHashMap<String, Object>();
    document.put("schema", SCHEMA);
    document.put("version", VERSION);
    document.put("tool", Map.of("name", "ecr-push", "version", tool));
    document.put("source", source(run.source(), words));
    document.put("images", images.of(run.images(), outcomes));
    document.put("times", RunTimes.of(run, words));
    document.put("machine", RunMachine.of(run, outcomes, words));
    return CanonicalJson.write(document).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> source(RunSource source, SafeWords words) {
    var values = new TreeMap<String, Object>();
    putText(values, "repository", words.named(source.repository()));
    source.commit().ifPresent(commit -> values.put("commit", words.named(commit)));
    putText(values, "ref", words.named(source.ref()));
    source.dirty().ifPresent(dirty -> values.put("dirty", dirty));
    source
        .workflow()
        .ifPresent(workflow -> {
          putText(values, "workflow", words.said(workflow.name()));
          putText(values, "event", words.named(workflow.event()));
        });
    return values;
  }

  /// A member without a value is left out.
  static void putText(Map<String, Object> values, String name, String text) {
    if (!text.isEmpty()) {
      values.put(name, text);
    }
  }
}

package io.github.ecrpush.report;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;

/// A failure as outputs and reports hold it.
final class FailureJson {

  private FailureJson() {}

  /// @param redactor takes secrets out of what it says
  static Map<String, Object> of(Failure failure, Redactor redactor) {
    var explanation = failure.explanation();
    var values = new LinkedHashMap<String, Object>();
    values.put("id", explanation.id());
    values.put("what", redactor.redact(explanation.what()));
    values.put("why", redactor.redact(explanation.why()));
    values.put("fix", redactor.redact(explanation.fix()));
    return values;
  }
}

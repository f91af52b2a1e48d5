package io.github.ecrpush.report;

import io.github.ecrpush.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A failure as outputs and reports hold it.
final class FailureJson {

  private FailureJson() {}

  /// @param safe takes secrets out of what it says
  static Map<String, Object> of(Failure failure, UnaryOperator<String> safe) {
    var explanation = failure.explanation();
    var values = new LinkedHashMap<String, Object>();
    values.put("id", explanation.id());
    values.put("what", safe.apply(explanation.what()));
    values.put("why", safe.apply(explanation.why()));
    values.put("fix", safe.apply(explanation.fix()));
    return values;
  }
}

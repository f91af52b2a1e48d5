package io.github.ecrpush.iam;

import java.util.List;

/// What a policy says to a request.
public sealed interface Verdict {

  /// A statement allows it and none denies it. The name is the statement's `Sid` or place.
  record Allowed(String statement) implements Verdict {}

  /// A statement denies it, or none allows it; the reasons are for people, one for each statement
  /// that came near.
  record Denied(List<String> reasons) implements Verdict {
    public Denied {
      reasons = List.copyOf(reasons);
    }
  }
}

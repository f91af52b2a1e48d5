package io.github.ecrpush.iam;

import java.util.List;

/// What all policies together say to a request, and which of them decided.
public sealed interface Decision {

  /// It may be done.
  ///
  /// @param by the kind of policy that gives the permission
  /// @param statement its `Sid` or place
  record Allowed(PolicyKind by, String statement) implements Decision {}

  /// Something is not allowed.
  sealed interface Denied extends Decision {
    PolicyKind kind();

    /// The end of AWS's sentence "… is not authorized to perform: ecr:PutImage on resource: …".
    String clause(String action);
  }

  /// A statement denies it.
  record DeniedExplicitly(PolicyKind kind, String statement) implements Denied {
    @Override
    public String clause(String action) {
      return "with an explicit deny in " + kind.wordsWithArticle();
    }
  }

  /// A kind of policy that would have to allow it does not.
  ///
  /// @param reasons for people, one for each statement that came near
  record DeniedImplicitly(PolicyKind kind, List<String> reasons) implements Denied {
    public DeniedImplicitly {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String clause(String action) {
      return "because no %s allows the %s action".formatted(kind.words(), action);
    }
  }
}

package io.github.ecrpush.iam;

import java.util.List;
import java.util.Optional;

/// Why a statement does not speak about a request.
public sealed interface Obstacle {

  /// The obstacle in words, without a full stop.
  String words();

  /// It is about other actions.
  record OtherAction(String asked) implements Obstacle {
    @Override
    public String words() {
      return "it is not about the action " + asked;
    }
  }

  /// It is about somebody else.
  ///
  /// @param asked who asks; absent when nobody is named
  record OtherPrincipal(Optional<String> asked) implements Obstacle {
    @Override
    public String words() {
      return "it is not about " + asked.orElse("nobody");
    }
  }

  /// It is about other resources.
  record OtherResource(Optional<String> asked) implements Obstacle {
    @Override
    public String words() {
      return "it is not about " + asked.orElse("no resource");
    }
  }

  /// A condition does not hold.
  ///
  /// @param operator as the policy writes it: `ForAnyValue:StringLikeIfExists`
  /// @param wanted the values of the policy, as it writes them
  /// @param actual the values of the request; none when it does not have the key
  record UnmetCondition(String key, String operator, List<String> wanted, List<String> actual)
      implements Obstacle {

    public UnmetCondition {
      wanted = List.copyOf(wanted);
      actual = List.copyOf(actual);
    }

    @Override
    public String words() {
      return "%s %s %s, but it is %s"
          .formatted(key, operator, quoted(wanted), actual.isEmpty() ? "absent" : quoted(actual));
    }

    private static String quoted(List<String> texts) {
      return String.join(" or ", texts.stream().map(text -> "`" + text + "`").toList());
    }
  }
}

package io.github.ecrpush.ecr;

import io.github.ecrpush.ecr.settings.LifecyclePolicy;
import io.github.ecrpush.ecr.settings.PolicyMeaning;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A setting that is not as wished. The texts are for people.
///
/// @param absent whether the repository has nothing of the kind at all
record Drift(Setting setting, String found, String wished, boolean absent) {

  private static final String NOTHING = "none";
  private static final int LONGEST_CELL = 80;

  /// How much is shown before the place where two long texts begin to differ.
  private static final int LEAD = 20;

  Drift {
    int same = same(found, wished);
    found = cell(found, same);
    wished = cell(wished, same);
  }

  /// What differs. Only what is wished is compared.
  static List<Drift> between(FoundRepository found, RepositorySettings wish) {
    var drifts = new ArrayList<Drift>();
    var mutability = found.state().mutability();
    wish.mutability()
        .filter(wished -> !wished.isSameAs(mutability))
        .ifPresent(wished -> drifts.add(changed(Setting.TAG_MUTABILITY, mutability, wished)));
    wish.scanOnPush()
        .filter(wished -> wished != found.scanOnPush())
        .ifPresent(wished -> drifts.add(changed(Setting.SCAN_ON_PUSH, found.scanOnPush(), wished)));
    wish.encryption()
        .filter(wished -> !found.encryption().map(wished::isMetBy).orElse(false))
        .ifPresent(wished ->
            drifts.add(
                changed(
                    Setting.ENCRYPTION,
                    found.encryption().map(Object::toString).orElse("another kind"),
                    wished)));
    wish.policy()
        .map(policy -> policy.documentFor(found.state().account(), found.state().region()))
        .flatMap(wished -> ofPolicy(found.policy(), wished))
        .ifPresent(drifts::add);
    wish.lifecycle()
        .flatMap(wished -> ofLifecycle(found.lifecycle(), wished))
        .ifPresent(drifts::add);
    var tags = wish.tags().missingFrom(found.tags());
    if (!tags.isEmpty()) {
      drifts.add(changed(Setting.REPOSITORY_TAGS, tags.besides(found.tags()), tags));
    }
    return drifts;
  }

  /// All that is wished, for a repository that is yet to be created.
  static List<Drift> ofNothing(RepositoryState foreseen, RepositorySettings wish) {
    var drifts = new ArrayList<Drift>();
    wish.mutability().ifPresent(it -> drifts.add(absent(Setting.TAG_MUTABILITY, it.toString())));
    wish.scanOnPush().ifPresent(it -> drifts.add(absent(Setting.SCAN_ON_PUSH, it.toString())));
    wish.encryption().ifPresent(it -> drifts.add(absent(Setting.ENCRYPTION, it.toString())));
    wish.policy()
        .map(policy -> policy.documentFor(foreseen.account(), foreseen.region()))
        .flatMap(wished -> ofPolicy(Optional.empty(), wished))
        .ifPresent(drifts::add);
    wish.lifecycle()
        .flatMap(wished -> ofLifecycle(Optional.empty(), wished))
        .ifPresent(drifts::add);
    if (!wish.tags().isEmpty()) {
      drifts.add(absent(Setting.REPOSITORY_TAGS, wish.tags().toString()));
    }
    return drifts;
  }

  private static Optional<Drift> ofPolicy(Optional<JsonTree> found, JsonTree wished) {
    if (found.isEmpty()) {
      return Optional.of(
          absent(Setting.REPOSITORY_POLICY, PolicyMeaning.beyond(wished, new JsonTree(null))));
    }
    return PolicyMeaning.isSame(found.get(), wished)
        ? Optional.empty()
        : Optional.of(
            changed(
                Setting.REPOSITORY_POLICY,
                PolicyMeaning.beyond(found.get(), wished),
                PolicyMeaning.beyond(wished, found.get())));
  }

  private static Optional<Drift> ofLifecycle(Optional<String> found, LifecyclePolicy wished) {
    if (found.isEmpty()) {
      return Optional.of(absent(Setting.LIFECYCLE_POLICY, wished.toString()));
    }
    try {
      var policy = LifecyclePolicy.parse(found.get());
      return policy.isSameAs(wished)
          ? Optional.empty()
          : Optional.of(changed(Setting.LIFECYCLE_POLICY, policy, wished));
    } catch (IllegalArgumentException _) { // it has what ECR learned after us
      return Optional.of(changed(Setting.LIFECYCLE_POLICY, found.get(), wished));
    }
  }

  private static Drift absent(Setting setting, String wished) {
    return new Drift(setting, NOTHING, wished, true);
  }

  private static Drift changed(Setting setting, Object found, Object wished) {
    return new Drift(setting, found.toString(), wished.toString(), false);
  }

  private static int same(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  /// A long text is cut to where it differs from the other one.
  ///
  /// @param same how many letters both begin with
  private static String cell(String text, int same) {
    if (text.isEmpty()) {
      return "nothing more";
    }
    int last = Math.max(0, text.length() - LONGEST_CELL);
    int from = same + LEAD <= LONGEST_CELL ? 0 : Math.min(same - LEAD, last);
    int to = Math.min(text.length(), from + LONGEST_CELL);
    return (from > 0 ? "…" : "")
        + RemoteWords.of(text.substring(from, to))
        + (to < text.length() ? "…" : "");
  }

  /// The settings beside each other, a line for each.
  static String table(List<Drift> drifts) {
    int first = width(drifts.stream().map(drift -> drift.setting.toString()).toList(), "setting");
    int second = width(drifts.stream().map(Drift::found).toList(), "found");
    var table = new StringBuilder();
    line(table, first, second, List.of("setting", "found", "wished"));
    for (var drift : drifts) {
      line(table, first, second, List.of(drift.setting.toString(), drift.found, drift.wished));
    }
    return table.toString();
  }

  /// What is wished, a line for each setting.
  static String wishes(List<Drift> drifts) {
    int first = width(drifts.stream().map(drift -> drift.setting.toString()).toList(), "");
    var lines = new StringBuilder();
    for (var drift : drifts) {
      lines
          .append("    ")
          .append(drift.setting)
          .repeat(' ', first - drift.setting.toString().length() + 2)
          .append(drift.wished)
          .append('\n');
    }
    return lines.toString();
  }

  private static int width(List<String> cells, String head) {
    return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
  }

  private static void line(StringBuilder table, int first, int second, List<String> cells) {
    table
        .append("    ")
        .append(cells.get(0))
        .repeat(' ', first - cells.get(0).length() + 2)
        .append(cells.get(1))
        .repeat(' ', second - cells.get(1).length() + 2)
        .append(cells.get(2))
        .append('\n');
  }
}

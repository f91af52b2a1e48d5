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

  Drift {
    found = cell(found);
    wished = cell(wished);
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

  private static Optional<Drift> ofPolicy(Optional<JsonTree> found, JsonTree wished) {
    if (found.isEmpty()) {
      return Optional.of(
          new Drift(
              Setting.REPOSITORY_POLICY,
              NOTHING,
              PolicyMeaning.beyond(wished, new JsonTree(null)),
              true));
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
      return Optional.of(new Drift(Setting.LIFECYCLE_POLICY, NOTHING, wished.toString(), true));
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

  private static Drift changed(Setting setting, Object found, Object wished) {
    return new Drift(setting, found.toString(), wished.toString(), false);
  }

  private static String cell(String text) {
    var line = RemoteWords.of(text);
    if (line.isEmpty()) {
      return "nothing more";
    }
    return line.length() <= LONGEST_CELL ? line : line.substring(0, LONGEST_CELL) + "…";
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

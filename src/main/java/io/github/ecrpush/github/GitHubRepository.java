package io.github.ecrpush.github;

import io.github.ecrpush.json.JsonTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What GitHub says of a repository, in an event or when it is asked. A member that it does not
/// mention is unknown; one that it says to be null is known to be none.
public record GitHubRepository(JsonTree json) {

  private static final String BRANCH = "default_branch";
  private static final List<String> MEMBERS = List.of("html_url", "description", "license");

  /// Its own name, without its owner's.
  public Optional<String> name() {
    return text("name");
  }

  /// Where people find it.
  public Optional<String> url() {
    return text("html_url");
  }

  public Optional<String> description() {
    return text("description");
  }

  /// The SPDX identifier of its licence.
  public Optional<String> licence() {
    return json.at("license").at("spdx_id").text().filter(text -> !text.isBlank());
  }

  public Optional<String> defaultBranch() {
    return text(BRANCH);
  }

  /// Whether it mentions all that labels say.
  ///
  /// @param branch whether the default branch is wanted, too
  public boolean tellsAll(boolean branch) {
    var members = json.members();
    return Stream.concat(MEMBERS.stream(), branch ? Stream.of(BRANCH) : Stream.empty())
        .allMatch(members::containsKey);
  }

  private Optional<String> text(String member) {
    return json.at(member).text().filter(text -> !text.isBlank());
  }
}

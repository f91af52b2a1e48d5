package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.Programs.Outcome;
import io.github.ecrpush.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Somebody who follows a page: each of its blocks of commands is typed into one shell, in their
/// order, in the folder of a repository. Only GitHub and IAM are played, for nothing here is
/// either: what is told to them is written down.
///
/// @param folder where the shell keeps what it knows
/// @param environment what it begins with
record PageShell(Path folder, Path repository, Map<String, String> environment) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");

  private static final String GITHUB =
      """
      #!/bin/bash
      set -eu
      [ "$1 $2 $4" = "variable set --body" ]
      printf '%s' "$5" > "$TOLD/variables/$3"
      """;

  private static final String AWS =
      """
      #!/bin/bash
      set -eu
      [ "$1" = iam ] || exec "$REAL_AWS" "$@"
      role=$TOLD/iam/$AWS_ACCOUNT_ID/roles/$4.json
      mkdir -p "${role%/*}"
      case "$2 $3 $5" in
        'create-role --role-name --assume-role-policy-document')
          jq '{AssumeRolePolicyDocument: .}' "${6#file://}" > "$role" ;;
        'put-role-policy --role-name --policy-name')
          [ "$7" = --policy-document ]
          jq --slurpfile role "$role" --arg name "$6" \\
            '$role[0] + {Policies: [{PolicyName: $name, PolicyDocument: .}]}' "${8#file://}" > "$role.new"
          mv "$role.new" "$role" ;;
      esac
      """;

  /// Begins, with `ecr-push` on its path.
  static PageShell in(Path folder, Path repository, Map<String, String> environment)
      throws IOException {
    var programs = Files.createDirectories(folder.resolve("bin"));
    var launcher = Path.of("bin/ecr-push").toAbsolutePath();
    program(programs.resolve("ecr-push"), "#!/bin/bash\nexec '%s' \"$@\"\n".formatted(launcher));
    program(programs.resolve("gh"), GITHUB);
    program(programs.resolve("aws"), AWS);
    var all = new HashMap<>(environment);
    all.put("PATH", programs + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    all.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
    all.put("TOLD", folder.toString());
    all.put("REAL_AWS", Programs.pinned("ECR_PUSH_AWS", "aws").toString());
    TestTool.named("jq");
    TestTool.named("make");
    Files.createDirectories(folder.resolve("variables"));
    Files.writeString(folder.resolve("state"), "");
    return new PageShell(folder, repository, all);
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /// Follows a page from its first command to its last; each of them has to end well.
  void follow(Path page) throws Exception {
    var blocks =
        BLOCK.matcher(Files.readString(page)).results().map((MatchResult m) -> m.group(1)).toList();
    assertThat(blocks).isNotEmpty();
    for (var block : blocks) {
      var kept = ". '%1$s'\n%2$sexport -p > '%1$s'".formatted(folder.resolve("state"), block);
      var outcome = type(Map.of(), kept);
      assertThat(outcome.exit()).as("%s\n%s", block, outcome.output()).isZero();
    }
  }

  /// Types something with more variables, of which nothing is kept.
  Outcome type(Map<String, String> more, String commands) throws Exception {
    var all = new HashMap<>(environment);
    all.putAll(more);
    var script = "set -euo pipefail\ncd '%s'\n%s".formatted(repository, commands);
    return Programs.run(all, "", List.of("bash", "-c", script));
  }

  /// The repository's variables, as GitHub was told them.
  Map<String, String> variables() throws IOException {
    var variables = new HashMap<String, String>();
    try (var files = Files.newDirectoryStream(folder.resolve("variables"))) {
      for (var file : files) {
        variables.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return variables;
  }

  /// The accounts as IAM was told them, for a sandbox.
  Path accounts() {
    return folder.resolve("iam");
  }
}

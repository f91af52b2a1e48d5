package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.testing.FreePort;
import io.github.ecrpush.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The sandbox and moto are asked the same, by boto3 and by the command line of AWS, and what they
/// answer is compared call by call. Each difference stands in a table of `docs/sandbox.md`, and
/// nothing else does.
@Execution(ExecutionMode.CONCURRENT)
class MotoComparisonIT {

  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final Path RESOURCES = Path.of("src/test/resources/sandbox");
  private static final int FEWEST = 150;

  private static final Set<String> TIMES =
      Set.of("createdAt", "imagePushedAt", "expiresAt", "lastEvaluatedAt");
  private static final Set<String> TOKENS = Set.of("authorizationToken", "uploadId", "nextToken");
  private static final Set<String> SETS = Set.of("repositories", "imageIds", "imageTags", "tags");
  private static final Pattern CONSTRAINT =
      Pattern.compile("(?s)(Invalid parameter at '[^']*' failed to satisfy constraint).*");
  private static final Pattern KEY_ID = Pattern.compile("key/[0-9a-f-]{36}");
  private static final Pattern ROW = Pattern.compile("\\| ([0-9][0-9, –]*) \\|.*");

  @TempDir private Path folder;

  @Test
  void differs_from_moto_only_where_it_says_so() throws Exception {
    var ours = new TreeMap<Integer, JsonTree>();
    var theirs = new TreeMap<Integer, JsonTree>();
    var program = Programs.pinned("ECR_PUSH_MOTO", "moto");
    var address = "http://127.0.0.1:" + FreePort.find();
    var port = address.substring(address.lastIndexOf(':') + 1);
    var moto = Programs.serve(address, List.of(program.toString(), "-H", "127.0.0.1", "-p", port));
    var settings = SandboxSettings.in(folder.resolve("data")).withKeys(Map.of(KEY, SECRET));
    try (var sandbox = Sandbox.start(settings, InstantSource.system());
        var both = new Parallel()) {
      var first = both.start("sandbox", () -> answers(sandbox.address()));
      var second = both.start("moto", () -> answers(address));
      both.join();
      ours.putAll(first.await());
      theirs.putAll(second.await());
    } finally {
      moto.destroy();
    }

    assertThat(ours).hasSizeGreaterThanOrEqualTo(FEWEST).containsOnlyKeys(theirs.keySet());
    var differences = new TreeMap<Integer, String>();
    ours.forEach((number, answer) -> {
      var our = Json.write(normal(answer));
      var their = Json.write(normal(Objects.requireNonNull(theirs.get(number))));
      if (!our.equals(their)) {
        differences.put(number, "%n%03d sandbox %s%n    moto    %s".formatted(number, our, their));
      }
    });
    var listed = listed();
    var unlisted = new TreeMap<>(differences);
    unlisted.keySet().removeAll(listed);
    assertThat(unlisted.values()).as("differences that docs/sandbox.md does not list").isEmpty();
    assertThat(differences.keySet()).as("differences that are listed").isEqualTo(listed);
  }

  private Map<Integer, JsonTree> answers(String address) throws Exception {
    var environment =
        Map.of(
            "AWS_ACCESS_KEY_ID",
            KEY,
            "AWS_SECRET_ACCESS_KEY",
            SECRET,
            "AWS_DEFAULT_REGION",
            "eu-west-1",
            "AWS_EC2_METADATA_DISABLED",
            "true",
            "HOME",
            folder.toString());
    var command =
        List.of(
            Programs.pinned("ECR_PUSH_PYTHON", "boto3").toString(),
            RESOURCES.resolve("send.py").toString(),
            address,
            Programs.pinned("ECR_PUSH_AWS", "aws").toString(),
            RESOURCES.resolve("requests.txt").toString());
    var outcome = Programs.run(environment, "", command);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    var answers = new TreeMap<Integer, JsonTree>();
    outcome
        .output()
        .lines()
        .map(Json::parse)
        .forEach(
            line -> answers.put(Math.toIntExact(line.at("number").number().orElseThrow()), line));
    return answers;
  }

  /// An answer without what cannot be the same: times, tokens, hosts, ids that are made up, the
  /// order of a list that has none, and the words after the name of a parameter that is refused.
  private static Object normal(JsonTree tree) {
    if (tree.isObject()) {
      var members = new TreeMap<String, @Nullable Object>();
      tree.members().forEach((name, value) -> members.put(name, normal(name, value)));
      return members;
    }
    if (tree.isArray()) {
      return tree.elements().stream().map(MotoComparisonIT::normal).toList();
    }
    return String.valueOf(tree.value());
  }

  private static Object normal(String name, JsonTree value) {
    if (TIMES.contains(name)) {
      return "(time)";
    }
    if (TOKENS.contains(name)) {
      return "(token)";
    }
    if (SETS.contains(name)) {
      return value.elements().stream().map(each -> Json.write(normal(each))).sorted().toList();
    }
    var text = value.text().orElse("");
    return switch (name) {
      case "proxyEndpoint" -> "(host)";
      case "repositoryUri" -> "(host)" + text.substring(text.indexOf('/'));
      case "kmsKey" -> KEY_ID.matcher(text).replaceFirst("key/(id)");
      case "message" -> CONSTRAINT.matcher(text).replaceFirst("$1");
      default -> normal(value);
    };
  }

  /// The numbers of the requests in the first column of the page's table.
  private static Set<Integer> listed() throws Exception {
    var page = Files.readString(Path.of("docs/sandbox.md"));
    var section = page.substring(page.indexOf("## Compared with moto"));
    var numbers = new TreeSet<Integer>();
    section
        .lines()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .forEach(row -> {
          for (var part : row.group(1).split(",", -1)) {
            var ends = part.strip().split("–", -1);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
              assertThat(numbers.add(number)).as("%03d stands in one row", number).isTrue();
            }
          }
        });
    return numbers;
  }
}

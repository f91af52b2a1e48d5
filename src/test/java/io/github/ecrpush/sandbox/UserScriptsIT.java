package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What people have written for ECR runs against the sandbox as it is: only the environment says
/// where AWS is.
@Execution(ExecutionMode.CONCURRENT)
class UserScriptsIT {

  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  @TempDir private Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.start(
            SandboxSettings.in(folder.resolve("data")).withKeys(Map.of(KEY, SECRET)),
            InstantSource.system());
    environment.putAll(sandbox.environment());
    environment.put("AWS_ACCESS_KEY_ID", KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("HOME", folder.toString());
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  private String succeed(List<String> command) throws Exception {
    var outcome = Programs.run(environment, "", command);
    assertThat(outcome.exit()).as(command + ": " + outcome.output()).isZero();
    return outcome.output().strip();
  }

  private String aws(String... arguments) throws Exception {
    var command =
        new ArrayList<>(List.of(Programs.pinned("ECR_PUSH_AWS", "aws").toString(), "ecr"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--output", "text"));
    return succeed(command);
  }

  @Test
  void a_script_of_boto3_sets_up_and_takes_down_repositories() throws Exception {
    var python = Programs.pinned("ECR_PUSH_PYTHON", "boto3").toString();

    assertThat(succeed(List.of(python, "src/test/resources/sandbox/user.py")).lines())
        .containsExactly(
            "made team/service IMMUTABLE_WITH_EXCLUSION",
            "there 400",
            "keeps 30",
            "expires 0",
            "policy kept True",
            "tags [{'Key': 'stage', 'Value': 'dev'}]",
            "all ['team/part-0', 'team/part-1', 'team/part-2', 'team/service']",
            "The repository with name 'team/service' does not exist in the registry with id"
                + " '123456789012'");
  }

  @Test
  void commands_of_aws_set_up_and_take_down_a_repository() throws Exception {
    var policy = folder.resolve("lifecycle.json");
    Files.writeString(
        policy,
        """
        {"rules": [{"rulePriority": 1, "description": "untagged images go after two weeks",
          "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed",
                        "countUnit": "days", "countNumber": 14},
          "action": {"type": "expire"}}]}
        """);
    var arn = "arn:aws:ecr:eu-west-1:123456789012:repository/team/app";

    assertThat(
            aws(
                "create-repository",
                "--repository-name",
                "team/app",
                "--image-tag-mutability",
                "IMMUTABLE",
                "--tags",
                "Key=team,Value=octo",
                "--query",
                "repository.repositoryArn"))
        .isEqualTo(arn);
    aws(
        "put-lifecycle-policy",
        "--repository-name",
        "team/app",
        "--lifecycle-policy-text",
        "file://" + policy);
    assertThat(
            aws(
                "get-lifecycle-policy",
                "--repository-name",
                "team/app",
                "--query",
                "lifecyclePolicyText"))
        .contains("untagged images go after two weeks");
    aws("tag-resource", "--resource-arn", arn, "--tags", "Key=stage,Value=dev");
    assertThat(aws("list-tags-for-resource", "--resource-arn", arn, "--query", "tags[].Value"))
        .isEqualTo("dev\tocto");
    assertThat(
            aws(
                "describe-repositories",
                "--query",
                "repositories[].[repositoryName,imageTagMutability]"))
        .isEqualTo("team/app\tIMMUTABLE");
    aws("delete-repository", "--repository-name", "team/app");
    assertThat(aws("describe-repositories", "--query", "length(repositories)")).isEqualTo("0");
  }
}

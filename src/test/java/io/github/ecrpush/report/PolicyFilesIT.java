package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.report.PolicyText.Format;
import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.Programs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The printed files of Terraform and CloudFormation, shown to tools that know those languages.
@Execution(ExecutionMode.CONCURRENT)
class PolicyFilesIT {

  @TempDir private Path folder;

  @Test
  void cloudformation_has_nothing_to_say_against_a_template() throws Exception {
    var outcome = cloudFormationSays(written(Format.CLOUDFORMATION, ".json"));

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void cloudformation_would_say_what_is_wrong() throws Exception {
    var template = template();

    assertThat(
            cloudFormationSays(file("a.json", template.replace("RoleName", "Rolename"))).output())
        .contains("'Rolename' was unexpected");
    assertThat(
            cloudFormationSays(file("b.json", template.replace("\"Effect\"", "\"Affect\"")))
                .output())
        .contains("'Effect' is a required property");
    assertThat(
            cloudFormationSays(
                    file("c.json", template.replaceFirst("(\"Ref\" ?: ?)\"GitHub\"", "$1\"X\"")))
                .output())
        .contains("'X' is not one of");
  }

  /// Its formatter is that of `terraform fmt`.
  @Test
  void terraform_would_lay_out_a_file_just_so() throws Exception {
    var outcome = terraformSays(written(Format.TERRAFORM, ".tf"));

    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void terraform_would_change_another_layout_and_refuse_what_is_broken() throws Exception {
    var text = new PolicySamples(folder).all().getFirst().text(Format.TERRAFORM);

    var laidOut = terraformSays(file("a.tf", text.replace("Effect   =", "Effect =")));
    var broken =
        terraformSays(file("b.tf", text.replaceFirst("jsonencode\\(\\{", "jsonencode({{")));

    assertThat(laidOut.exit()).isNotZero();
    assertThat(laidOut.output()).contains("file(s) were changed");
    assertThat(broken.exit()).isNotZero();
    assertThat(broken.output()).contains("contained errors");
  }

  private String template() {
    return new PolicySamples(folder).all().getFirst().text(Format.CLOUDFORMATION);
  }

  private String[] written(Format format, String end) throws IOException {
    var files = new ArrayList<String>();
    for (var sample : new PolicySamples(folder).all()) {
      files.addAll(List.of(file(files.size() + end, sample.text(format))));
    }
    return files.toArray(String[]::new);
  }

  private String[] file(String name, String text) throws IOException {
    return new String[] {Files.writeString(folder.resolve(name), text).toString()};
  }

  private static Outcome cloudFormationSays(String... files) throws Exception {
    return says(Programs.pinned("ECR_PUSH_CFN_LINT", "cfn-lint"), List.of(), files);
  }

  private static Outcome terraformSays(String... files) throws Exception {
    var flags = List.of("-check", "-require-no-change", "-w");
    return says(Programs.pinned("ECR_PUSH_HCLFMT", "hclfmt"), flags, files);
  }

  private static Outcome says(Path tool, List<String> flags, String... files) throws Exception {
    var command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(flags);
    command.addAll(Arrays.asList(files));
    return Programs.run(Map.of(), "", command);
  }
}

package io.github.ecrpush.operation;

import io.github.ecrpush.git.WorkingTree;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.PolicyWish.Subject;
import io.github.ecrpush.operation.PolicyWish.Verb;
import io.github.ecrpush.testing.KnownCommit;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes plans of inputs, in the name of a job on the main branch of `octo/app`.
public final class Plans {

  public static final Map<String, String> JOB =
      Map.of("GITHUB_REPOSITORY", "octo/app", "GITHUB_REF", "refs/heads/main");

  private final Path folder;

  /// @param folder where files that inputs name are looked for, and the working tree
  public Plans(Path folder) {
    this.folder = folder;
  }

  public static PolicyWish wish(Verb verb) {
    return new PolicyWish(verb, Subject.CLASSIC, Optional.empty(), Optional.empty());
  }

  public AccessPlan plan(Map<Input, String> given, PolicyWish wish) {
    return plan(JOB, given, wish);
  }

  public AccessPlan plan(
      Map<String, String> environment, Map<Input, String> given, PolicyWish wish) {
    var jobs = new WorkflowJobReader(RunnerEnvironment.from(environment), WorkingTree.at(folder));
    return AccessPlanner.plan(request(given), wish, jobs);
  }

  /// With `app` in eu-west-3, unless other inputs say otherwise.
  PushRequest request(Map<Input, String> given) {
    var inputs = new EnumMap<Input, String>(Input.class);
    inputs.put(Input.REPOSITORY, "app");
    inputs.put(Input.TAGS, "one");
    inputs.put(Input.AWS_REGION, "eu-west-3");
    inputs.put(Input.ROLE_TO_ASSUME, "arn:aws:iam::123456789012:role/ci");
    inputs.putAll(given);
    var all = Inputs.of(inputs, Map.of());
    var reader =
        new PushRequestReader(
            all,
            RunnerEnvironment.from(Map.of()),
            KnownCommit.naming(all, ""),
            new BuildRequestReader(all, Map.of(), folder),
            new RepositoryWishReader(all, folder));
    return PushRequestReader.together(all, List.of(reader.image("", true)));
  }
}

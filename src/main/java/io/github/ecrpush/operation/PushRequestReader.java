package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.credential.RegistryAuth;
import io.github.ecrpush.ecr.RepositoryAddress;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.Origin;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.PushRequest.Exports;
import io.github.ecrpush.operation.PushRequest.ImageRules;
import io.github.ecrpush.operation.PushRequest.PushMode;
import io.github.ecrpush.operation.PushRequest.Rules;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads inputs into the request for a push. Both doors go through here.
public final class PushRequestReader {

  private final Inputs inputs;
  private final RunnerEnvironment runner;
  private final ImageNaming naming;
  private final BuildRequestReader builds;
  private final RepositoryWishReader wishes;

  public PushRequestReader(
      Inputs inputs,
      RunnerEnvironment runner,
      ImageNaming naming,
      BuildRequestReader builds,
      RepositoryWishReader wishes) {
    this.inputs = inputs;
    this.runner = runner;
    this.naming = naming;
    this.builds = builds;
    this.wishes = wishes;
  }

  /// One of the images of a run.
  ///
  /// @param name what the run calls it; its repository when empty
  /// @param tagged whether somebody looks at its tags
  PushRequest.Image image(String name, boolean tagged) {
    var rules = imageRules();
    var repository = repository(rules.push());
    boolean pushed = rules.push() == PushMode.ALWAYS;
    var metadata = tagged ? naming.read(pushed) : naming.unread();
    var called = name.isEmpty() ? repository.map(RepositoryPath::value).orElse("") : name;
    var targets = targets(rules.push());
    var image =
        new PushRequest.Image(
            called,
            repository,
            metadata,
            builds.read(metadata, runner.repository()),
            targets,
            wishes.readFor(targets),
            rules,
            false);
    return image.to(new SameTargets(image).once(targets));
  }

  /// The request for these images.
  ///
  /// @param run the inputs of the run as a whole
  static PushRequest together(Inputs run, List<PushRequest.Image> images) {
    return new PushRequest(
        ImagesTogether.checked(images),
        RegistryAuth.parse(run.text(Input.REGISTRY_AUTH)),
        new Rules(
            run.isOn(Input.DRY_RUN),
            run.isOn(Input.FAIL_FAST),
            Math.toIntExact(run.number(Input.PARALLEL)),
            run.time(Input.TIMEOUT),
            run.isOn(Input.MASK_AWS_ACCOUNT_ID)),
        new Exports(run.isOn(Input.OUTPUT_ENV_CREDENTIALS), run.isOn(Input.EXPORT_DOCKER_LOGIN)));
  }

  private ImageRules imageRules() {
    return new ImageRules(
        pushMode(),
        taken(),
        inputs.choice(Input.SESSION_POLICY).equals("auto"),
        inputs.isOn(Input.ONLY_CHANGED) ? Optional.of(builds.wishes()) : Optional.empty());
  }

  private PushMode pushMode() {
    return switch (inputs.choice(Input.PUSH)) {
      case "false" -> PushMode.NEVER;
      case "auto" -> canHaveIdentity() ? PushMode.ALWAYS : PushMode.NOT_POSSIBLE;
      default -> PushMode.ALWAYS;
    };
  }

  /// A pull request from elsewhere gets neither a token nor the repository's secrets.
  private boolean canHaveIdentity() {
    return !runner.onGitHub() || runner.origin() == Origin.REPOSITORY || runner.mayHaveIdentity();
  }

  private TakenTag taken() {
    return switch (inputs.choice(Input.IF_TAG_EXISTS)) {
      case "reuse" -> TakenTag.REUSE;
      case "fail" -> TakenTag.FAIL;
      default -> TakenTag.MOVE;
    };
  }

  private List<Target> targets(PushMode push) {
    var address = inputs.wish(Input.REPOSITORY).map(RepositoryAddress::parse);
    if (inputs.wish(Input.REGISTRY).isPresent()) {
      var host = read(Input.REGISTRY, RegistryHost::new);
      address.ifPresent(where -> where.mustBeAt(host));
      return List.of(new Target.Host(host));
    }
    boolean named =
        inputs.wish(Input.AWS_REGION).or(() -> inputs.wish(Input.REGIONS)).isPresent()
            || address.flatMap(RepositoryAddress::region).isPresent();
    if (push == PushMode.NOT_POSSIBLE || (push == PushMode.NEVER && !named)) {
      return List.of(new Target.Nowhere(inputs.text(Input.AWS_REGION)));
    }
    return new TargetsReader(inputs, this::identity).read();
  }

  private Optional<RepositoryPath> repository(PushMode push) {
    if (push == PushMode.ALWAYS) {
      inputs.required(Input.REPOSITORY);
    }
    return inputs.wish(Input.REPOSITORY).map(RepositoryAddress::parse).map(RepositoryAddress::path);
  }

  private IdentityRequest identity(
      AwsRegion region, Optional<AwsAccount> account, Optional<String> role) {
    return new IdentityRequestReader(inputs, runner, builds.directory())
        .read(region, account, role);
  }

  private <T> T read(Input input, Function<String, T> reader) {
    return read(input, inputs.text(input), reader);
  }

  /// Names that validate themselves say which rule they enforce.
  static <T> T read(Input input, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          InputFailures.valueMalformed(input, text, InputFailures.sentence(e)));
    }
  }
}

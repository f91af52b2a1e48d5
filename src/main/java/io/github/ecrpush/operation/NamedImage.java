package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.ecr.EcrHost;
import io.github.ecrpush.ecr.RepositoryAddress;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.metadata.ImageMetadata;
import java.util.List;
import java.util.Optional;

/// What the verb `check tags` says of one image.
///
/// @param name what the run calls it
/// @param repository the name of its repository; empty when none is given
/// @param registry the host that it goes to, as far as the inputs tell without asking AWS
/// @param ways what else the inputs say of where it goes; nothing where they say that it goes
///   nowhere
public record NamedImage(
    String name,
    String repository,
    Optional<RegistryHost> registry,
    List<String> ways,
    ImageMetadata metadata) {

  private static final List<Input> WAYS =
      List.of(Input.AWS_REGION, Input.REGIONS, Input.REGISTRY_ID, Input.ROLE_TO_ASSUME);

  /// Reads it from the inputs of the image.
  ///
  /// @param name what a file calls it; its repository when empty
  public static NamedImage of(String name, Inputs inputs, ImageNaming naming) {
    var address = inputs.wish(Input.REPOSITORY).map(RepositoryAddress::parse);
    var repository = address.map(RepositoryAddress::path).map(RepositoryPath::value).orElse("");
    var called = name.isEmpty() ? repository : name;
    var ways =
        inputs.text(Input.PUSH).equals("false")
            ? List.<String>of()
            : WAYS.stream().map(inputs::text).toList();
    return new NamedImage(called, repository, registry(inputs, address), ways, naming.read(true));
  }

  private static Optional<RegistryHost> registry(
      Inputs inputs, Optional<RepositoryAddress> address) {
    if (inputs.wish(Input.REGISTRY).isPresent()) {
      var host =
          PushRequestReader.read(Input.REGISTRY, inputs.text(Input.REGISTRY), RegistryHost::new);
      address.ifPresent(where -> where.mustBeAt(host));
      return Optional.of(host);
    }
    var named = inputs.wish(Input.AWS_REGION).or(() -> first(inputs)).map(AwsRegion::parse);
    var number = inputs.wish(Input.REGISTRY_ID).map(AwsAccount::new);
    var region = address.map(where -> where.regionBeside(named)).orElse(named);
    var account = address.map(where -> where.accountBeside(number)).orElse(number);
    return region.flatMap(where -> account.map(whose -> new EcrHost(whose, where).host()));
  }

  private static Optional<String> first(Inputs inputs) {
    return inputs.words(Input.REGIONS).stream().findFirst();
  }

  /// The tags as full references, as far as it is known where they are.
  public List<String> references() {
    var where = registry.map(host -> host + "/").orElse("");
    return repository.isEmpty()
        ? tagNames()
        : tagNames().stream().map(tag -> where + repository + ":" + tag).toList();
  }

  /// The tags alone.
  public List<String> tagNames() {
    return metadata.tags().stream().map(Tag::value).toList();
  }
}

package io.github.ecrpush.config;

import io.github.ecrpush.input.Nearest;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Member;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The services of compose files, each put over the one that it extends.
final class ComposeServices {

  private static final String SERVICES = "services";
  private static final String EXTENDS = "extends";
  private static final int LONGEST_CHAIN = 50;

  private final ConfigFiles files;
  private final Texts texts;
  private final Mistakes mistakes;
  private final Map<String, Mapping> byFile = new HashMap<>();
  private final Map<Name, Mapping> extended = new HashMap<>();

  /// A service, and the file that it is in.
  private record Name(String file, String service) {
    @Override
    public String toString() {
      return "`" + service + "` in `" + file + "`";
    }
  }

  ComposeServices(ConfigFiles files, Texts texts, Mistakes mistakes) {
    this.files = files;
    this.texts = texts;
    this.mistakes = mistakes;
  }

  /// The services of a file, each with all that it extends. What an override says is put over them
  /// then, and is not what they extend.
  Mapping all(Mapping root) {
    var file = root.place().file();
    var services = of(root);
    byFile.put(file, services);
    var whole = new LinkedHashMap<>(services.members());
    whole.replaceAll((name, service) ->
        new Member(
            service.place(),
            extended(new Name(file, name), service.place(), new LinkedHashSet<>())));
    return new Mapping(root.place(), whole);
  }

  private Mapping of(Mapping root) {
    var services = new LinkedHashMap<String, Member>();
    var member = root.members().get(SERVICES);
    if (member != null && member.value() instanceof Mapping all) {
      all.members()
          .forEach((name, service) -> {
            switch (service.value()) {
              case Mapping mapping ->
                  services.put(
                      name, new Member(service.place(), ComposeMerge.ofImages(mapping, texts)));
              case Scalar nothing when nothing.isNothing() -> {}
              default -> mistakes.add(service.place(), "A service has names with their values.");
            }
          });
    } else if (member != null && !member.value().isNothing()) {
      mistakes.add(member.place(), "`services` has names, and below each one what it is.");
    }
    return new Mapping(root.place(), services);
  }

  private Mapping extended(Name name, YamlPlace place, Set<Name> chain) {
    var known = extended.get(name);
    if (known != null) {
      return known;
    }
    var nothing = new Mapping(place, Map.of());
    if (chain.contains(name)) {
      mistakes.add(place, "The service extends " + name + ", and so itself: " + way(chain) + ".");
      return nothing;
    }
    if (chain.size() == LONGEST_CHAIN) {
      mistakes.add(place, "More than " + LONGEST_CHAIN + " services extend one another.");
      return nothing;
    }
    chain.add(name);
    var file = services(name, place);
    if (file.isEmpty()) {
      return nothing;
    }
    var services = file.get();
    var member = services.members().get(name.service());
    if (member == null) {
      var meant =
          Nearest.to(name.service(), services.members().keySet())
              .map(word -> " Did you mean `" + word + "`?")
              .orElse("");
      mistakes.add(place, "There is no service " + name + "." + meant);
      return nothing;
    }
    var own = (Mapping) member.value();
    var base = own.members().get(EXTENDS);
    var whole =
        base == null
            ? own
            : base(name, base.value())
                .map(target -> ComposeMerge.over(extended(target, base.place(), chain), own))
                .orElse(own);
    chain.remove(name);
    extended.put(name, whole);
    return whole;
  }

  private static String way(Set<Name> chain) {
    return chain.stream().map(Name::toString).collect(Collectors.joining(" → "));
  }

  /// Those of a file; nothing when it cannot be read, which was told then.
  private Optional<Mapping> services(Name name, YamlPlace place) {
    var known = byFile.get(name.file());
    if (known != null) {
      return Optional.of(known);
    }
    var services =
        files
            .further(place, name.file())
            .map(root ->
                root instanceof Mapping mapping ? checked(mapping) : new Mapping(place, Map.of()));
    services.ifPresent(found -> byFile.put(name.file(), found));
    return services;
  }

  private Mapping checked(Mapping root) {
    new ComposeKeys(mistakes).check(root);
    return of(root);
  }

  private Optional<Name> base(Name extending, YamlNode written) {
    if (!(written instanceof Mapping mapping)) {
      return texts.of(written).map(service -> new Name(extending.file(), service));
    }
    var service = text(mapping, "service");
    if (service.isEmpty()) {
      mistakes.add(mapping.place(), "`extends` names a `service`.");
    }
    var file =
        text(mapping, "file").map(path -> file(mapping.place(), path)).orElse(extending.file());
    return service.filter(_ -> !file.equals(".")).map(name -> new Name(file, name));
  }

  /// A file, from the workspace on; `.` when there can be none.
  private String file(YamlPlace place, String path) {
    if (path.contains("://")) {
      var address = path.replaceAll("//[^/]*@", "//"); // without a login
      mistakes.add(
          place,
          "The file `"
              + Shown.of(address)
              + "` is at an address, and nothing is fetched. Name one in the workspace.");
      return ".";
    }
    return files.workspace().insideOrMistake(place, Workspace.folder(place.file()), path);
  }

  private Optional<String> text(Mapping mapping, String key) {
    return Optional.ofNullable(mapping.members().get(key))
        .flatMap(member -> texts.of(member.value()));
  }
}

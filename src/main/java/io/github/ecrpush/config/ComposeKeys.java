package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Member;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys that the compose specification has at the top of a file, in a service, and under
/// `build` and `extends`. Any other one is told with the nearest one; what begins with `x-` is the
/// author's own.
final class ComposeKeys {

  private static final List<String> TOP =
      words(
          """
          configs include jobs models name networks secrets services version volumes
          """);

  private static final List<String> SERVICE =
      words(
          """
          annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs
          container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime
          cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices
          dns dns_opt dns_search domainname entrypoint env_file environment expose extends
          external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation
          label_file labels links logging mac_address mem_limit mem_reservation mem_swappiness
          memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid pids_limit
          platform ports post_start pre_start pre_stop privileged profiles provider pull_policy
          pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open
          stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits umask use_api_socket
          user userns_mode uts volumes volumes_from working_dir
          """);

  private static final List<String> BUILD =
      words(
          """
          additional_contexts args cache_from cache_to context dockerfile dockerfile_inline
          entitlements extra_hosts isolation labels network no_cache no_cache_filter platforms
          privileged provenance pull sbom secrets shm_size ssh tags target ulimits
          """);

  private static final List<String> EXTENDS = words("file service");

  private final Mistakes mistakes;

  ComposeKeys(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  private static List<String> words(String text) {
    return text.lines().flatMap(line -> Stream.of(line.split(" ", -1))).toList();
  }

  /// Adds a mistake for each key of a file that means nothing.
  void check(Mapping file) {
    check(file, TOP);
    mapping(file, "services")
        .ifPresent(services ->
            services
                .members()
                .keySet()
                .forEach(name -> mapping(services, name).ifPresent(this::checkService)));
  }

  private void checkService(Mapping service) {
    check(service, SERVICE);
    mapping(service, "build").ifPresent(build -> check(build, BUILD));
    mapping(service, "extends").ifPresent(base -> check(base, EXTENDS));
  }

  private static Optional<Mapping> mapping(Mapping of, String key) {
    return Optional.ofNullable(of.members().get(key))
        .map(Member::value)
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast);
  }

  private void check(Mapping mapping, List<String> known) {
    mapping
        .members()
        .forEach((key, member) -> {
          if (!known.contains(key) && !key.startsWith("x-")) {
            mistakes.add(
                member.place(),
                "There is no key `" + Shown.of(key) + "` here." + InputText.meant(key, known));
          }
        });
  }
}

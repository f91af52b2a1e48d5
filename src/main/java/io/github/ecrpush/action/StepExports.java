package io.github.ecrpush.action;

import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.operation.LaterSteps;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import io.github.ecrpush.report.OutputLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What later steps of the job are handed: variables by the file of `GITHUB_ENV`, registry logins
/// by Docker's configuration. Everything is masked before it is written.
public final class StepExports implements LaterSteps {

  private static final String VARIABLES = "GITHUB_ENV";
  private static final String FOLDER = "DOCKER_CONFIG";

  private final Map<String, String> environment;
  private final Redactor redactor;
  private final ProgressListener listener;

  public StepExports(
      Map<String, String> environment, Redactor redactor, ProgressListener listener) {
    this.environment = environment;
    this.redactor = redactor;
    this.listener = listener;
  }

  @Override
  public void keys(AwsKeys keys, AwsRegion region) {
    redactor.hide(new Secret(keys.id()));
    redactor.hide(keys.secret());
    keys.token().ifPresent(redactor::hide);
    var variables = new LinkedHashMap<String, String>();
    variables.put("AWS_ACCESS_KEY_ID", keys.id());
    variables.put("AWS_SECRET_ACCESS_KEY", keys.secret().reveal());
    variables.put("AWS_SESSION_TOKEN", keys.token().map(Secret::reveal).orElse(""));
    variables.put("AWS_REGION", region.id());
    variables.put("AWS_DEFAULT_REGION", region.id());
    write(variables);
    listener.on(
        new Warning(
            "`output-env-credentials` hands AWS keys to every later step of this job, with all that"
                + " they run. They end by themselves, and are not renewed. Take them away when they"
                + " have served: docs/iam.md#for-later-steps."));
  }

  @Override
  public void login(RegistryHost host, RegistryCredential login) {
    redactor.hide(login.password());
    var folder = folder();
    new DockerLogins(folder).add(host, login);
    var seen = asLaterStepsSeeIt(folder);
    if (!seen.equals(environment.getOrDefault(FOLDER, ""))) {
      write(Map.of(FOLDER, seen));
    }
    listener.on(
        new Warning(
            "`export-docker-login` leaves a login for "
                + redactor.redact(host.value())
                + " in Docker's configuration, where every later step of this job can read it for"
                + " twelve hours. End it when it has served: `docker logout HOST`,"
                + " docs/iam.md#for-later-steps."));
  }

  private Path folder() {
    var named = environment.getOrDefault(FOLDER, "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    var home = environment.getOrDefault("HOME", "");
    if (home.isEmpty()) {
      throw new FailureException(ActionFailures.variableMissing("HOME"));
    }
    return Path.of(home, ".docker");
  }

  /// A container sees the runner's folder for homes as `/github/home`. Variables that begin with
  /// the runner's own path of it are translated for later containers, so that path is right for
  /// all.
  private String asLaterStepsSeeIt(Path folder) {
    var home = Path.of("/github/home");
    var workspace = Path.of(environment.getOrDefault("RUNNER_WORKSPACE", "")).getParent();
    return folder.startsWith(home) && workspace != null
        ? workspace.resolve("_temp/_github_home").resolve(home.relativize(folder)).toString()
        : folder.toString();
  }

  private void write(Map<String, String> variables) {
    try (var file = FileCommand.open(VARIABLES, environment)) {
      try {
        file.append(OutputLines.of(variables));
      } catch (IOException e) {
        var path = file.path().toString();
        throw new FailureException(
            ActionFailures.fileUnusable(VARIABLES, path, FileCommand.why(e)), e);
      }
    }
  }
}

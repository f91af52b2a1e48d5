package io.github.ecrpush.e2e;

import io.github.ecrpush.process.Eventually;
import io.github.ecrpush.testing.PlainHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An image that was pulled from the registry and runs, to be asked over HTTP. Nothing of it is
/// left when it is closed.
record DeployedImage(Docker docker, String reference, String container, String address)
    implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static DeployedImage of(Docker docker, String reference) throws Exception {
    docker.run("pull", "--quiet", reference);
    var container = "ecr-push-e2e-" + UUID.randomUUID();
    docker.run("run", "--detach", "--rm", "--name", container, reference);
    var format = "{{.NetworkSettings.Networks.bridge.IPAddress}}";
    var address = docker.run("inspect", "--format", format, container);
    return new DeployedImage(docker, reference, container, address);
  }

  String get(String path) throws Exception {
    var replies = new ArrayList<String>();
    Eventually.within(PATIENCE, () -> answers(path, replies));
    return replies.getFirst();
  }

  private boolean answers(String path, List<String> replies) {
    try {
      var reply = PlainHttp.send("GET", "http://" + address + path, Map.of(), new byte[0]);
      replies.add(reply.text());
      return true;
    } catch (IOException _) {
      return false; // its server does not listen yet
    }
  }

  @Override
  public void close() {
    try {
      docker.run("rm", "--force", container);
      docker.run("rmi", "--force", reference);
    } catch (Exception e) {
      throw new AssertionError("could not take away " + reference, e);
    }
  }
}

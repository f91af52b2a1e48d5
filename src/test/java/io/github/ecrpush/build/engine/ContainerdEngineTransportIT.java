package io.github.ecrpush.build.engine;

import io.github.ecrpush.testing.TestEngine;

class ContainerdEngineTransportIT extends DockerHttpTransportContract {

  ContainerdEngineTransportIT() {
    super(TestEngine.CONTAINERD);
  }
}

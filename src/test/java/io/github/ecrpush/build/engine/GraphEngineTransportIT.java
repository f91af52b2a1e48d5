package io.github.ecrpush.build.engine;

import io.github.ecrpush.testing.TestEngine;

class GraphEngineTransportIT extends DockerHttpTransportContract {

  GraphEngineTransportIT() {
    super(TestEngine.GRAPH);
  }
}

package io.github.ecrpush.sandbox.web;

import java.io.IOException;

/// One of the parties that the sandbox plays. Called by many threads at once.
@FunctionalInterface
public interface Endpoint {

  /// Answers a call. What is left of the call's body is drained afterwards, so that a client that
  /// still sends reads the answer and not a reset.
  Answer answer(Call call) throws IOException;
}

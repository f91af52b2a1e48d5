package io.github.ecrpush.buildkit;

/// Is told what happens in a build, one event at a time, and nothing more once the build's call has
/// returned. It is not the calling thread that tells it. While it takes long, BuildKit waits.
@FunctionalInterface
public interface SolveListener {
  void on(SolveEvent event);
}

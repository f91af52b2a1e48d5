package io.github.ecrpush.build.engine;

/// Is told how far a push is. Only layers that the registry lacks are counted.
@FunctionalInterface
public interface PushProgress {
  void sent(long bytes, long total);
}

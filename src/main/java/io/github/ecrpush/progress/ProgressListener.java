package io.github.ecrpush.progress;

/// Is told what happens in a run. It may be called by several threads at once.
@FunctionalInterface
public interface ProgressListener {
  void on(ProgressEvent event);
}

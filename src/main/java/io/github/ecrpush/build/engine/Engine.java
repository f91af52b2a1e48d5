package io.github.ecrpush.build.engine;

import io.github.ecrpush.socket.Dialer;

/// A Docker Engine that answered.
///
/// @param version what it calls itself, such as `20.10.24`
/// @param machine what it runs on, in its own words: `linux x86_64`
/// @param store who holds its images, which decides who pushes them
public record Engine(
    EngineAddress address,
    Dialer dialer,
    String version,
    ApiVersion api,
    String machine,
    Store store) {

  /// Where an Engine keeps its images.
  public enum Store {
    /// Docker's own. Images have no manifest there, so only the Engine itself can push them.
    GRAPH,
    /// containerd's, the default since Docker 29. BuildKit pushes from there.
    CONTAINERD
  }
}

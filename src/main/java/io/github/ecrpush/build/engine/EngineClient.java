package io.github.ecrpush.build.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// docker-java over our transport, and without its habit of reading the environment and Docker's
/// settings on its own.
final class EngineClient {

  private EngineClient() {}

  static DockerClient over(DockerHttpTransport transport) {
    return DockerClientImpl.getInstance(new Settings(), transport);
  }

  private static final class Settings implements DockerClientConfig {

    @Override
    public URI getDockerHost() {
      return URI.create("unix:///transport/knows");
    }

    /// No version in the paths: the Engine then answers in its own.
    @Override
    public RemoteApiVersion getApiVersion() {
      return RemoteApiVersion.unknown();
    }

    @Override
    public @Nullable String getRegistryUsername() {
      return null;
    }

    @Override
    public @Nullable String getRegistryPassword() {
      return null;
    }

    @Override
    public @Nullable String getRegistryEmail() {
      return null;
    }

    @Override
    public @Nullable String getRegistryUrl() {
      return null;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
      return null;
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
      return new AuthConfigurations();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface still asks for it
    public @Nullable SSLConfig getSSLConfig() {
      return null;
    }
  }
}

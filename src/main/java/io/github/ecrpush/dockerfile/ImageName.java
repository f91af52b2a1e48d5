package io.github.ecrpush.dockerfile;

/// An image as a Dockerfile names it, taken apart: `host:5000/team/app:1`.
///
/// @param host the registry, as a login names it
/// @param path the repository in it, without tag and digest
public record ImageName(String host, String path) {

  private static final String DOCKER_HUB = "docker.io";

  public static ImageName of(String image) {
    int slash = image.indexOf('/');
    var first = slash < 0 ? "" : image.substring(0, slash);
    boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    var rest = isHost ? image.substring(slash + 1) : image;
    var path = rest.replaceFirst("@.*$", "").replaceFirst(":[^:/]*$", "");
    return new ImageName(isHost ? first : DOCKER_HUB, path);
  }
}

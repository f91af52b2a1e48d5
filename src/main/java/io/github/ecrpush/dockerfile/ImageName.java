package io.github.ecrpush.dockerfile;

import java.util.Locale;

/// An image as a Dockerfile names it, taken apart: `host:5000/team/app:1`.
///
/// @param host the registry, as a login names it
/// @param path the repository in it, without tag and digest
public record ImageName(String host, String path) {

  private static final String DOCKER_HUB = "docker.io";

  /// The name with all that Docker lets people leave out: `alpine` is
  /// `docker.io/library/alpine:latest`. One with a digest needs no tag.
  public static String completed(String image) {
    var name = of(image);
    boolean isOfficial = name.host().equals(DOCKER_HUB) && !name.path().contains("/");
    int begin = image.startsWith(name.host() + "/") ? name.host().length() + 1 : 0;
    var rest = image.substring(begin + name.path().length());
    var host = name.host() + (isOfficial ? "/library/" : "/");
    return host + name.path() + (rest.isEmpty() ? ":latest" : rest);
  }

  /// Takes a name apart.
  public static ImageName of(String image) {
    int slash = image.indexOf('/');
    var first = slash < 0 ? "" : image.substring(0, slash);
    boolean isHost =
        first.contains(".")
            || first.contains(":")
            || first.equals("localhost")
            || !first.equals(first.toLowerCase(Locale.ROOT));
    var rest = isHost ? image.substring(slash + 1) : image;
    var path = rest.replaceFirst("@.*$", "").replaceFirst(":[^:/]*$", "");
    return new ImageName(isHost ? first : DOCKER_HUB, path);
  }
}

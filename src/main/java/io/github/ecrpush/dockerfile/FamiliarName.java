package io.github.ecrpush.dockerfile;

/// The short form of an image's name, the same for all ways to write it: `alpine` for
/// `docker.io/library/alpine:latest`. BuildKit looks for a named context under it.
public final class FamiliarName {

  private FamiliarName() {}

  public static String of(String image) {
    var name = image;
    for (var begin : new String[] {"docker.io/", "index.docker.io/"}) {
      if (name.startsWith(begin)) {
        name = name.substring(begin.length());
        break;
      }
    }
    if (name.startsWith("library/") && name.indexOf('/', "library/".length()) < 0) {
      name = name.substring("library/".length());
    }
    return name.endsWith(":latest") ? name.substring(0, name.length() - ":latest".length()) : name;
  }
}

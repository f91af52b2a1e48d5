package io.github.ecrpush.image;

import java.util.Arrays;
import java.util.List;

/// The machine an image is made for: `linux/arm64`, `linux/arm/v7`. An empty variant means none.
public record Platform(String os, String architecture, String variant) {

  public Platform {
    if (os.isEmpty() || architecture.isEmpty()) {
      throw new IllegalArgumentException(
          "a platform is written `os/architecture` or `os/architecture/variant`");
    }
  }

  /// Reads `os/architecture[/variant]`, with the aliases that Docker knows (`x86_64`, `aarch64`).
  public static Platform parse(String text) {
    List<String> parts = Arrays.asList(text.strip().split("/", -1));
    if (parts.size() < 2 || parts.size() > 3 || parts.contains("")) {
      throw new IllegalArgumentException(
          "a platform is written `os/architecture` or `os/architecture/variant`, but this is `"
              + text
              + "`");
    }
    return of(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : "");
  }

  /// Normalises what different tools call the same machine.
  public static Platform of(String os, String architecture, String variant) {
    return switch (architecture) {
      case "x86_64", "x86-64" -> new Platform(os, "amd64", variant.equals("v1") ? "" : variant);
      case "aarch64" -> new Platform(os, "arm64", "");
      case "arm64" -> new Platform(os, "arm64", variant.equals("v8") ? "" : variant);
      case "armhf" -> new Platform(os, "arm", "v7");
      default -> new Platform(os, architecture, variant);
    };
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}

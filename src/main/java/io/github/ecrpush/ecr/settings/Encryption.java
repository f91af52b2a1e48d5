package io.github.ecrpush.ecr.settings;

import java.util.Optional;

/// How the images of a repository are encrypted. ECR takes it when it creates a repository, and
/// never again.
///
/// @param key the KMS key as its id, its ARN or its alias; AWS's own key when there is none
public record Encryption(Type type, Optional<String> key) {

  private static final int LONGEST_KEY = 2048;

  /// In ECR's words.
  public enum Type {
    AES256,
    KMS,
    KMS_DSSE
  }

  public Encryption {
    if (key.isPresent() && type == Type.AES256) {
      throw new IllegalArgumentException("a key belongs to `KMS` or `KMS_DSSE`, not to `AES256`");
    }
    if (key.map(String::length).orElse(0) > LONGEST_KEY) {
      throw new IllegalArgumentException("a key's name has up to " + LONGEST_KEY + " characters");
    }
  }

  /// Whether a repository with the other encryption is as wished here. ECR answers with a key's
  /// ARN, so what an alias stands for cannot be seen from here.
  public boolean isMetBy(Encryption found) {
    return type == found.type
        && (key.isEmpty()
            || key.get().contains("alias/")
            || found
                .key
                .map(arn -> arn.equals(key.get()) || arn.endsWith("/" + key.get()))
                .orElse(false));
  }

  @Override
  public String toString() {
    return type + key.map(name -> " with " + name).orElse("");
  }
}

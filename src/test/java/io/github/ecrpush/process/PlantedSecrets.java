package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// Texts that must be found nowhere, in any form in which they might be written down.
public final class PlantedSecrets {

  private final List<String> forms = new ArrayList<>();

  /// What GitHub and AWS handed out to a program behind a tap.
  public static PlantedSecrets handedOut(WireTap tap) {
    var logins = tap.heardBetween("\"authorizationToken\":\"", "\"");
    return new PlantedSecrets()
        .addAll(tap.heardBetween("\"value\":\"", "\""))
        .addAll(tap.heardBetween("<SecretAccessKey>", "<"))
        .addAll(tap.heardBetween("<SessionToken>", "<"))
        .addAll(logins)
        .addAll(logins.stream().map(PlantedSecrets::password).toList());
  }

  private static String password(String login) {
    var text = new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8);
    return text.substring(text.indexOf(':') + 1);
  }

  /// A text that nobody has seen before.
  public static String fresh(String name) {
    return name + "-" + UUID.randomUUID();
  }

  public PlantedSecrets add(String secret) {
    assertThat(secret).as("a secret to look for").hasSizeGreaterThan(12);
    forms.add(secret);
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    return this;
  }

  public PlantedSecrets addAll(List<String> secrets) {
    assertThat(secrets).as("secrets to look for").isNotEmpty();
    secrets.forEach(this::add);
    return this;
  }

  public void assertNotIn(String text, String place) {
    for (var form : forms) {
      assertThat(text.contains(form)).as("`%s` was found in %s:\n%s", form, place, text).isFalse();
    }
  }

  public void assertNotUnder(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertNotIn(
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), file.toString());
      }
    }
  }
}

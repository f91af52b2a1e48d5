package io.github.ecrpush.sandbox;

import io.github.ecrpush.failure.ShellWord;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Variables as `export` lines of a shell.
final class EnvironmentFile {

  private EnvironmentFile() {}

  static byte[] text(Map<String, String> variables) {
    var text = new StringBuilder();
    variables.forEach((name, value) ->
        text.append("export ")
            .append(name)
            .append('=')
            .append(ShellWord.quoted(value))
            .append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}

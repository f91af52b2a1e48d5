package io.github.ecrpush.yaml;

import io.github.ecrpush.yaml.YamlComposer.LimitException;
import java.util.ArrayList;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML text in.
public final class Yaml {

  private static final int SMALLEST_BUFFER = 1 << 10;

  private Yaml() {}

  /// Reads one document. A text without any is the scalar that is nothing.
  ///
  /// @param file what places call the text
  /// @throws YamlException if the text is not YAML, or passes a limit
  public static YamlNode read(String file, String text) {
    var readable = text.startsWith("\ufeff") ? text.substring(1) : text;
    var settings =
        LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE) // whoever reads a file has limited it
            .setBufferSize(Math.max(SMALLEST_BUFFER, readable.length())) // it is whole already
            .build();
    var mistakes = new ArrayList<YamlMistake>();
    try {
      var events = new Parse(settings).parseString(readable).iterator();
      var root = new YamlComposer(file, events, mistakes).document();
      if (mistakes.isEmpty()) {
        return root;
      }
    } catch (YamlEngineException e) {
      mistakes.add(YamlRules.mistake(file, readable, e));
    } catch (IllegalArgumentException _) { // the library makes a character of a number that is none
      mistakes.add(YamlRules.noCharacter(file, readable));
    } catch (LimitException e) {
      mistakes.add(e.mistake());
    }
    throw new YamlException(mistakes);
  }
}

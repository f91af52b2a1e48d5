package io.github.ecrpush.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSON.Feature;
import com.fasterxml.jackson.jr.ob.JSONObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// JSON text in and out.
public final class Json {

  private static final JSON COMPACT = JSON.std.without(Feature.USE_FIELDS);
  private static final JSON PRETTY = COMPACT.with(Feature.PRETTY_PRINT_OUTPUT);

  private Json() {}

  /// Loads what reading takes.
  public static void makeReady() {
    var _ = parse("{}".getBytes(StandardCharsets.UTF_8));
  }

  /// Reads one JSON document.
  ///
  /// @throws JsonException if the text is not JSON
  public static JsonTree parse(String text) {
    try {
      return new JsonTree(COMPACT.anyFrom(text));
    } catch (JSONObjectException e) {
      throw new JsonException(e);
    } catch (IOException e) {
      throw new JsonException(e);
    }
  }

  /// Reads one JSON document.
  ///
  /// @throws JsonException if the bytes are not JSON in UTF-8
  public static JsonTree parse(byte[] bytes) {
    try {
      return new JsonTree(COMPACT.anyFrom(bytes));
    } catch (IOException e) {
      throw new JsonException(e);
    }
  }

  /// Reads one JSON document and leaves the stream open.
  ///
  /// @throws JsonException if the bytes are not JSON in UTF-8
  public static JsonTree parse(InputStream stream) throws IOException {
    return parse(stream.readAllBytes());
  }

  /// Reads one part of a JSON document and passes over the rest, however large that is.
  ///
  /// @param path the names of the members that lead to the part
  /// @throws JsonException if the bytes before the end of the part are not JSON
  public static JsonTree part(InputStream stream, String... path) throws IOException {
    try (var parser = COMPACT.createParser(stream)) {
      parser.nextToken();
      for (var name : path) {
        if (!goTo(name, parser)) {
          return new JsonTree(null);
        }
      }
      return new JsonTree(COMPACT.anyFrom(parser));
    } catch (JsonProcessingException e) {
      throw new JsonException(e);
    }
  }

  /// Reads one JSON document. If it is an object with such a member, and that is base64, the tree
  /// has the bytes instead, and the text is never whole in memory.
  ///
  /// @throws JsonException if the bytes are not JSON in UTF-8, or the member is no base64
  public static JsonTree parse(byte[] document, String base64) {
    try (var parser = COMPACT.createParser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return parse(document);
      }
      var members = new LinkedHashMap<String, @Nullable Object>();
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
        boolean isBytes = isText && name.equals(base64);
        members.put(name, isBytes ? parser.getBinaryValue() : COMPACT.anyFrom(parser));
      }
      return new JsonTree(members);
    } catch (IOException e) {
      throw new JsonException(e);
    }
  }

  /// Whether the value that the parser stands at has such a member; then it stands at that.
  private static boolean goTo(String name, JsonParser parser) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      return false;
    }
    for (var member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
      parser.nextToken();
      if (member.equals(name)) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /// Writes maps, lists, text, numbers, booleans and null on one line.
  public static String write(Object value) {
    return write(COMPACT, value);
  }

  /// Writes the same for people to read.
  public static String writePretty(Object value) {
    return write(PRETTY, value);
  }

  /// Writes the same on one line into a stream, which it leaves open. An iterable is written like a
  /// list, one element after the other.
  public static void write(Object value, OutputStream stream) {
    try (var generator = COMPACT.getStreamingFactory().createGenerator(stream)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      COMPACT.write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(JSON json, Object value) {
    try {
      return json.asString(value instanceof JsonTree tree ? tree.value() : value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

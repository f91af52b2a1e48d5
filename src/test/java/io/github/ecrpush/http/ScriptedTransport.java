package io.github.ecrpush.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Answers from a list, and remembers what it was asked.
final class ScriptedTransport implements HttpTransport {

  private final Queue<Object> script = new ArrayDeque<>();
  private final List<HttpRequest> requests = new ArrayList<>();

  ScriptedTransport then(int status, String... header) {
    var headers =
        header.length == 0 ? Map.<String, List<String>>of() : Map.of(header[0], List.of(header[1]));
    script.add(new HttpResponse(status, headers, new ByteArrayInputStream(new byte[0])));
    return this;
  }

  ScriptedTransport then(IOException problem) {
    script.add(problem);
    return this;
  }

  List<HttpRequest> requests() {
    return requests;
  }

  @Override
  public <T> T send(HttpRequest request, Reading<T> reading) throws IOException {
    requests.add(request);
    return switch (script.remove()) {
      case HttpResponse response -> reading.read(response);
      case IOException problem -> throw problem;
      case Object other -> throw new IllegalStateException(other.toString());
    };
  }
}

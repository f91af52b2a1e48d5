package io.github.ecrpush.wire;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.wire.PlayedAws.Sent;
import java.util.List;

/// What AWS has published of the two services, and how each is spoken to.
record PublishedModels(PublishedModel sts, PublishedModel ecr) {

  static PublishedModels read() throws Exception {
    var folder = PublishedModel.folder();
    return new PublishedModels(PublishedModel.of(folder, "sts"), PublishedModel.of(folder, "ecr"));
  }

  /// The rules that a request breaks; none when AWS has nothing against its form.
  List<String> brokenBy(Sent request) {
    return request.target().isPresent() ? brokenByJson(request) : brokenByForm(request);
  }

  private List<String> brokenByForm(Sent request) {
    try {
      var fields = QueryForm.fields(request.body());
      return sts.apiVersion().equals(fields.get("Version"))
          ? sts.brokenBy(request.operation(), new QueryForm(sts).input(request.operation(), fields))
          : List.of("another version of STS: " + fields.get("Version"));
    } catch (IllegalArgumentException e) {
      return List.of("no form: " + e.getMessage());
    }
  }

  private List<String> brokenByJson(Sent request) {
    if (!request.target().orElseThrow().equals(ecr.targetPrefix() + "." + request.operation())) {
      return List.of("another service than ECR: " + request.target());
    }
    try {
      return ecr.brokenBy(request.operation(), Json.parse(request.body()));
    } catch (JsonException _) {
      return List.of("no JSON");
    }
  }
}

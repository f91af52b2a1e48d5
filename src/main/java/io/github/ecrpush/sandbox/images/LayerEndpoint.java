package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import java.util.Map;
import java.util.regex.Pattern;

/// Where the bytes of layers come from, in S3's place: whoever has a signed address gets them,
/// whole or in part.
final class LayerEndpoint implements Endpoint {

  private static final String PATH = LayerLinks.PATH;

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

  private final ImageStore store;
  private final LayerLinks links;

  LayerEndpoint(ImageStore store, LayerLinks links) {
    this.store = store;
    this.links = links;
  }

  @Override
  public Answer answer(Call call) {
    if (!links.isGood(call.path(), call.query())) {
      return Answer.text(
          403,
          "application/xml",
          "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>");
    }
    var name = call.path().substring(PATH.length());
    int slash = name.lastIndexOf('/');
    try {
      var digest = StoredRepository.parse(name.substring(slash + 1));
      var whole = bytes(store.find(name.substring(0, slash)).layer(digest), digest);
      return part(call, whole);
    } catch (ImageException _) {
      return Answer.text(404, "application/xml", "<Error><Code>NoSuchKey</Code></Error>");
    }
  }

  static Answer bytes(Answer.Body.FilePart layer, Digest digest) {
    return new Answer(
        200,
        Map.of(
            "Content-Type", "application/octet-stream",
            "Docker-Content-Digest", digest.toString(),
            "Accept-Ranges", "bytes"),
        layer);
  }

  private static Answer part(Call call, Answer whole) {
    var range = RANGE.matcher(call.header("Range").orElse(""));
    if (!range.matches() || !(whole.body() instanceof Answer.Body.FilePart layer)) {
      return whole;
    }
    long size = layer.length();
    long first = Long.parseLong(range.group(1));
    long last =
        range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
    if (first > last) {
      return Answer.empty(416).with("Content-Range", "bytes */" + size);
    }
    var body = new Answer.Body.FilePart(layer.file(), first, last - first + 1);
    return new Answer(206, whole.headers(), body)
        .with("Content-Range", "bytes %d-%d/%d".formatted(first, last, size));
  }
}

package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/// A repository's tags in their order, page by page.
final class TagList {

  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  private TagList() {}

  static Answer of(Call call, StoredRepository repository) {
    var query = call.query();
    int size = pageSize(query.find("n").orElse(String.valueOf(PAGE)));
    var tags = repository.tags();
    var last = query.find("last");
    var rest = last.isPresent() ? tags.tailMap(last.get() + "\0") : tags;
    var page = rest.keySet().stream().limit(size).toList();
    var body = new LinkedHashMap<String, Object>();
    body.put("name", repository.name());
    body.put("tags", page);
    var answer = Answer.json(200, body);
    if (page.size() == rest.size() || page.isEmpty()) {
      return answer;
    }
    var next = URLEncoder.encode(page.getLast(), StandardCharsets.UTF_8);
    return answer.with(
        "Link",
        "</v2/%s/tags/list?last=%s&n=%d>; rel=\"next\"".formatted(repository.name(), next, size));
  }

  private static int pageSize(String text) {
    int size;
    try {
      size = Integer.parseInt(text);
    } catch (NumberFormatException _) {
      size = 0;
    }
    if (size < 1 || size > LARGEST_PAGE) {
      throw new RefusedException(
          400,
          "UNSUPPORTED",
          "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value"
              + " between 1 and "
              + LARGEST_PAGE
              + "'");
    }
    return size;
  }
}

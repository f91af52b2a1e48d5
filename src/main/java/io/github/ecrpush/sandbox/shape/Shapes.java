package io.github.ecrpush.sandbox.shape;

import io.github.ecrpush.sandbox.shape.Shape.Many;
import io.github.ecrpush.sandbox.shape.Shape.Member;
import io.github.ecrpush.sandbox.shape.Shape.Structure;
import io.github.ecrpush.sandbox.shape.Shape.Text;
import io.github.ecrpush.sandbox.shape.Shape.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Short words for shapes, and those that many calls of ECR share.
final class Shapes {

  /// No upper bound.
  static final int ANY = Integer.MAX_VALUE;

  static final Shape FREE = text(0, ANY);
  static final Shape ACCOUNT = text(0, ANY, "[0-9]{12}");
  static final Shape NAME =
      text(2, 256, "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");

  private Shapes() {}

  static Map.Entry<String, Member> required(String name, Shape shape) {
    return Map.entry(name, new Member(shape, true));
  }

  static Map.Entry<String, Member> optional(String name, Shape shape) {
    return Map.entry(name, new Member(shape, false));
  }

  @SafeVarargs
  static Structure structure(Map.Entry<String, Member>... members) {
    var all = new LinkedHashMap<String, Member>();
    for (var member : members) {
      all.put(member.getKey(), member.getValue());
    }
    return new Structure(all);
  }

  /// The input of a call about one repository.
  @SafeVarargs
  static Structure named(Map.Entry<String, Member>... members) {
    var all = new LinkedHashMap<String, Member>();
    all.put("registryId", new Member(ACCOUNT, false));
    all.put("repositoryName", new Member(NAME, true));
    all.putAll(structure(members).members());
    return new Structure(all);
  }

  /// The input of a call that answers page by page.
  @SafeVarargs
  static Structure paged(int most, Map.Entry<String, Member>... members) {
    var all = new LinkedHashMap<>(structure(members).members());
    all.put("nextToken", new Member(FREE, false));
    all.put("maxResults", new Member(new Whole(1, most), false));
    return new Structure(all);
  }

  static Shape many(int fewest, int most, Shape element) {
    return new Many(fewest, most, element);
  }

  static Shape text(int shortest, int longest) {
    return new Text(shortest, longest, Optional.empty(), List.of());
  }

  static Shape text(int shortest, int longest, String pattern) {
    return new Text(shortest, longest, Optional.of(Pattern.compile(pattern)), List.of());
  }

  static Shape words(String... words) {
    return new Text(0, ANY, Optional.empty(), List.of(words));
  }
}

package io.github.ecrpush.yaml;

import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Member;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// Makes the tree of a document from what the parser meets. It is stopped as soon as the document,
/// with everything in the place of its aliases, passes a limit.
final class YamlComposer {

  private static final int DEEPEST = 50;
  private static final int MOST_NODES = 10_000;
  private static final int MOST_CHARACTERS = 1 << 22;
  private static final int MOST_MISTAKES = 50;

  private static final Set<String> COLLECTIONS =
      Set.of("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", "!");

  /// They make a text of what stands there, also where it would be nothing or a merge key.
  private static final Set<String> TEXTS = Set.of("tag:yaml.org,2002:str", "!");

  /// They say what is seen anyway: all values are texts here.
  private static final Set<String> SCALARS =
      Set.of(
          "tag:yaml.org,2002:int",
          "tag:yaml.org,2002:float",
          "tag:yaml.org,2002:bool",
          "tag:yaml.org,2002:null");

  private static final String MERGE_TAG = "tag:yaml.org,2002:merge";
  private static final String MERGE_KEY = "<<";

  private final String file;
  private final Iterator<Event> events;
  private final List<YamlMistake> mistakes;
  private final Map<String, Sized> anchored = new HashMap<>();

  /// The anchors of the nodes that are being read.
  private final Set<String> open = new HashSet<>();

  /// A node, and how much it is without any alias.
  private record Sized(YamlNode node, long nodes, long characters, int depth) {}

  /// The document passed a limit, so that the rest of it is not looked at.
  static final class LimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialised
    private final YamlMistake mistake;

    LimitException(YamlMistake mistake) {
      super(mistake.rule());
      this.mistake = mistake;
    }

    YamlMistake mistake() {
      return mistake;
    }
  }

  /// @param mistakes where those are put that do not keep the rest from being read
  YamlComposer(String file, Iterator<Event> events, List<YamlMistake> mistakes) {
    this.file = file;
    this.events = events;
    this.mistakes = mistakes;
  }

  YamlNode document() {
    events.next(); // the stream begins
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return new Scalar(new YamlPlace(file, 1, 1), "", true);
    }
    var root = node(events.next(), 1).node();
    events.next(); // the document ends
    var next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      mistake(place(next), "A second document begins. A file has one.");
    }
    return root;
  }

  private Sized node(Event event, int depth) {
    if (depth > DEEPEST) {
      throw limit(event, "It is nested deeper than " + DEEPEST + " levels.");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, depth);
    }
    var anchor = ((NodeEvent) event).getAnchor().map(Anchor::getValue);
    anchor.ifPresent(open::add);
    var node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case CollectionStartEvent start when start.getEventId() == Event.ID.SequenceStart ->
              sequence(start, depth);
          default -> mapping((CollectionStartEvent) event, depth);
        };
    if (node.nodes() > MOST_NODES || node.characters() > MOST_CHARACTERS) {
      throw limit(
          event,
          "With everything in the place of its aliases, it has more than %,d keys and values or %,d MiB."
              .formatted(MOST_NODES, MOST_CHARACTERS >> 20));
    }
    anchor.ifPresent(name -> {
      open.remove(name);
      anchored.put(name, node);
    });
    return node;
  }

  private Sized aliased(AliasEvent alias, int depth) {
    var name = alias.getAlias().getValue();
    var node = anchored.get(name);
    if (open.contains(name)) {
      throw limit(alias, "An alias stands inside of what it names, which has no end.");
    }
    if (node == null) {
      mistake(place(alias), "An alias has no anchor of its name before it.");
      return new Sized(new Scalar(place(alias), "", true), 1, 0, 1);
    }
    if (depth + node.depth() - 1 > DEEPEST) {
      throw limit(alias, "It is nested deeper than " + DEEPEST + " levels.");
    }
    return node;
  }

  private Sized scalar(ScalarEvent event) {
    var text = event.getValue();
    var tag = event.getTag();
    boolean isText = tag.filter(TEXTS::contains).isPresent();
    boolean isMerge = tag.filter(MERGE_TAG::equals).isPresent() && text.equals(MERGE_KEY);
    if (!isText && !isMerge) {
      checkTag(event, SCALARS, tag);
    }
    boolean isPlain = event.isPlain() && !isText;
    return new Sized(new Scalar(place(event), text, isPlain), 1, text.length(), 1);
  }

  private Sized sequence(CollectionStartEvent start, int depth) {
    checkTag(start, COLLECTIONS, start.getTag());
    var items = new ArrayList<YamlNode>();
    var size = new Size();
    for (var next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(size.with(node(next, depth + 1)));
    }
    return size.of(new Sequence(place(start), items));
  }

  private Sized mapping(CollectionStartEvent start, int depth) {
    checkTag(start, COLLECTIONS, start.getTag());
    var members = new LinkedHashMap<String, Member>();
    var merged = new LinkedHashMap<String, Member>();
    var size = new Size();
    for (var next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
      var key = size.with(node(next, depth + 1));
      var value = size.with(node(events.next(), depth + 1));
      if (!(key instanceof Scalar name) || name.isNothing()) {
        mistake(place(next), "A key is text.");
      } else {
        boolean merges = name.text().equals(MERGE_KEY) && name.isPlain();
        var before =
            (merges ? merged : members).putIfAbsent(name.text(), new Member(place(next), value));
        if (before != null) {
          var first = before.place().line() + ":" + before.place().column();
          mistake(place(next), "The same key stands at " + first + " already.");
        }
      }
    }
    merged.values().forEach(merge -> merge(members, merge.value()));
    return size.of(new Mapping(place(start), members));
  }

  /// What is there already wins over what is merged, and of that the first.
  private void merge(Map<String, Member> members, YamlNode merged) {
    switch (merged) {
      case Mapping mapping -> mapping.members().forEach(members::putIfAbsent);
      case Sequence list when list.items().stream().allMatch(Mapping.class::isInstance) ->
          list.items().forEach(item -> merge(members, item));
      default -> mistake(merged.place(), "`<<` merges a mapping, or a list of mappings.");
    }
  }

  private void checkTag(Event event, Set<String> known, Optional<String> tag) {
    if (tag.isPresent() && !known.contains(tag.get())) {
      mistake(
          place(event),
          switch (tag.get()) {
            case "!reset", "!override" ->
                "The tags `!reset` and `!override` are not read. Write the file without them.";
            default -> "A value has a tag, `!…`. Values here are texts, lists and mappings.";
          });
    }
  }

  private void mistake(YamlPlace place, String rule) {
    var mistake = new YamlMistake(place, rule);
    if (mistakes.size() == MOST_MISTAKES) {
      throw new LimitException(mistake);
    }
    mistakes.add(mistake);
  }

  private LimitException limit(Event event, String rule) {
    return new LimitException(new YamlMistake(place(event), rule));
  }

  private YamlPlace place(Event event) {
    return YamlRules.place(file, event.getStartMark());
  }

  /// Adds up the parts of a collection.
  private static final class Size {

    private long nodes = 1;
    private long characters;
    private int depth;

    YamlNode with(Sized part) {
      nodes += part.nodes();
      characters += part.characters();
      depth = Math.max(depth, part.depth());
      return part.node();
    }

    Sized of(YamlNode node) {
      return new Sized(node, nodes, characters, depth + 1);
    }
  }
}

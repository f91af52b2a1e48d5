package io.github.ecrpush.git.pattern;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/// A text with wildcards, as git's `wildmatch` reads it: by bytes, `*` and `?` within a name, `**`
/// between slashes over any number of folders.
///
/// All ways to match are followed side by side, so that no pattern takes longer than its length
/// times that of the path.
record Wildcard(List<Step> steps) {

  /// A part of a pattern.
  private sealed interface Step {

    /// One byte of some kind.
    record One(IntPredicate kind) implements Step {}

    /// Any bytes of a name.
    record InName() implements Step {}

    /// Any bytes.
    record Anything() implements Step {}

    /// Any number of whole folders, each with its slash; then the rest begins.
    record Folders() implements Step {}
  }

  /// Nothing when the pattern breaks the rules; then it matches no path.
  static Optional<Wildcard> parse(String text) {
    return new Reader(text.getBytes(StandardCharsets.UTF_8)).read().map(Wildcard::new);
  }

  boolean matches(String path) {
    var bytes = path.getBytes(StandardCharsets.UTF_8);
    var now = new BitSet(steps.size() + 1);
    now.set(0);
    passEmpty(now, true);
    for (int i = 0; i < bytes.length && !now.isEmpty(); i++) {
      now = after(now, bytes[i] & 0xff);
    }
    return now.get(steps.size());
  }

  private BitSet after(BitSet now, int letter) {
    var next = new BitSet(steps.size() + 1);
    for (int i = now.nextSetBit(0); i >= 0 && i < steps.size(); i = now.nextSetBit(i + 1)) {
      switch (steps.get(i)) {
        case Step.One(var kind) -> next.set(i + 1, next.get(i + 1) || kind.test(letter));
        case Step.InName() -> next.set(i, next.get(i) || letter != '/');
        case Step.Anything(), Step.Folders() -> next.set(i);
      }
    }
    passEmpty(next, letter == '/');
    return next;
  }

  /// Steps that may match nothing are passed by; folders only where a name begins.
  private void passEmpty(BitSet reached, boolean nameBegins) {
    for (int i = reached.nextSetBit(0); i >= 0 && i < steps.size(); i = reached.nextSetBit(i + 1)) {
      switch (steps.get(i)) {
        case Step.One _ -> {}
        case Step.InName(), Step.Anything() -> reached.set(i + 1);
        case Step.Folders() -> reached.set(i + 1, reached.get(i + 1) || nameBegins);
      }
    }
  }

  /// Takes a pattern apart.
  private static final class Reader {

    private final byte[] text;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    Reader(byte[] text) {
      this.text = text;
    }

    Optional<List<Step>> read() {
      try {
        while (at < text.length) {
          int letter = next();
          switch (letter) {
            case '*' -> star();
            case '?' -> steps.add(new Step.One(any -> any != '/'));
            case '[' -> steps.add(new Step.One(oneOf()));
            case '\\' -> literal(next());
            default -> literal(letter);
          }
        }
        return Optional.of(List.copyOf(steps));
      } catch (ArrayIndexOutOfBoundsException _) { // an escape or a bracket without its end
        return Optional.empty();
      }
    }

    private int next() {
      return text[at++] & 0xff;
    }

    private void literal(int letter) {
      steps.add(new Step.One(other -> other == letter));
    }

    private void star() {
      int start = at - 1;
      while (at < text.length && text[at] == '*') {
        at++;
      }
      boolean nameBegins = start == 0 || text[start - 1] == '/';
      if (at - start != 2 || !nameBegins) {
        steps.add(new Step.InName());
      } else if (at == text.length) {
        steps.add(new Step.Anything());
      } else if (text[at] == '/') {
        at++;
        steps.add(new Step.Folders());
      } else {
        steps.add(new Step.InName());
      }
    }

    private IntPredicate oneOf() {
      boolean not = text[at] == '!' || text[at] == '^';
      if (not) {
        at++;
      }
      var members = new BitSet(256);
      int start = at;
      for (int letter = next(); letter != ']' || at == start + 1; letter = next()) {
        if (letter == '[' && text[at] == ':') {
          kind(members);
          continue;
        }
        int first = letter == '\\' ? next() : letter;
        int last = first;
        if (text[at] == '-' && text[at + 1] != ']') {
          at++;
          int end = next();
          last = end == '\\' ? next() : end;
        }
        if (first <= last) {
          members.set(first, last + 1);
        }
      }
      return letter -> letter != '/' && members.get(letter) != not;
    }

    /// `[:alpha:]` and the like.
    private void kind(BitSet members) {
      int start = ++at;
      while (text[at] != ']') {
        at++;
      }
      if (text[at - 1] != ':' || at - 1 <= start) {
        throw new ArrayIndexOutOfBoundsException();
      }
      var name = new String(text, start, at - 1 - start, StandardCharsets.ISO_8859_1);
      at++;
      for (int i = 0; i < 128; i++) {
        members.set(i, members.get(i) || isKind(name.toLowerCase(Locale.ROOT), i));
      }
    }

    private static boolean isKind(String name, int c) {
      boolean lower = c >= 'a' && c <= 'z';
      boolean upper = c >= 'A' && c <= 'Z';
      boolean digit = c >= '0' && c <= '9';
      boolean graph = c > ' ' && c < 127;
      return switch (name) {
        case "alpha" -> lower || upper;
        case "digit" -> digit;
        case "alnum" -> lower || upper || digit;
        case "lower" -> lower;
        case "upper" -> upper;
        case "space" -> c == ' ' || (c >= 9 && c <= 13);
        case "blank" -> c == ' ' || c == '\t';
        case "punct" -> graph && !lower && !upper && !digit;
        case "print" -> graph || c == ' ';
        case "graph" -> graph;
        case "cntrl" -> c < ' ' || c == 127;
        case "xdigit" -> digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        default -> throw new ArrayIndexOutOfBoundsException();
      };
    }
  }
}

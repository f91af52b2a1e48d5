/// The one home of snakeyaml-engine: a YAML document as a tree of texts, lists and mappings, each
/// with its place. A text is a text: nothing is guessed to be a number, a date or a truth. Aliases
/// and merge keys are resolved, within limits that hold for whatever somebody else has written.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.yaml;

import org.jspecify.annotations.NullMarked;

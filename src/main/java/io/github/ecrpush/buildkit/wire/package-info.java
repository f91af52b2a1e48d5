/// The messages of BuildKit's protocols, generated from `src/main/proto`: our own definitions, with
/// only the fields that we use.
///
/// May import: nothing of the house.
package io.github.ecrpush.buildkit.wire;

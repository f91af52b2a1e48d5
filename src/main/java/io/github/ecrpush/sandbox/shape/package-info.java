/// What ECR's service model asks of the input of a call: members, lengths, patterns and words.
///
/// May import: json.
@NullMarked
package io.github.ecrpush.sandbox.shape;

import org.jspecify.annotations.NullMarked;

/// Workflows of a sample repository that use the action, run by act against real engines and a
/// sandbox; and the action's container as GitHub's own runner starts it.
@NullMarked
package io.github.ecrpush.e2e;

import org.jspecify.annotations.NullMarked;

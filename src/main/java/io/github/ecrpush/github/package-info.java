/// The runner's protocol: what a GitHub job's environment says, and the endpoint that gives it an
/// identity token.
///
/// May import: http, credential, failure, json.
@NullMarked
package io.github.ecrpush.github;

import org.jspecify.annotations.NullMarked;

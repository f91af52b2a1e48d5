/// The runner's protocol: what a GitHub job's environment and its event say, the endpoint that
/// gives it an identity token, and the one that says what its repository is.
///
/// May import: http, credential, failure, file, json.
@NullMarked
package io.github.ecrpush.github;

import org.jspecify.annotations.NullMarked;

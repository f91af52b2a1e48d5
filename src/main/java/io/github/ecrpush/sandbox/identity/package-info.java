/// Who somebody is: GitHub's OIDC endpoint, STS, signatures, sessions and registry passwords.
///
/// May import: sandbox.web, sandbox.disk, iam, image, json.
@NullMarked
package io.github.ecrpush.sandbox.identity;

import org.jspecify.annotations.NullMarked;

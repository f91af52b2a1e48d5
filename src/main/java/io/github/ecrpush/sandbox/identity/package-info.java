/// Who somebody is: GitHub's OIDC endpoint, signatures, sessions and registry passwords.
///
/// May import: sandbox.accounts, sandbox.web, sandbox.disk, image, json.
@NullMarked
package io.github.ecrpush.sandbox.identity;

import org.jspecify.annotations.NullMarked;

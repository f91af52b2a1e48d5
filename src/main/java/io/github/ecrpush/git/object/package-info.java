/// What git keeps under a hash: objects, loose or in packs, and the ids that files and folders
/// would have there. Nothing here believes what it reads: every size has a limit, every chain a
/// length, and an object is taken only when its bytes have the hash that they are kept under.
///
/// May import: file.
@NullMarked
package io.github.ecrpush.git.object;

import org.jspecify.annotations.NullMarked;

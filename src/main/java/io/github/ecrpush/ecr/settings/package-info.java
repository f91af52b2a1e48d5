/// How a repository is wished to be, as far as that is more than a word: its encryption, its
/// policies, its tags. Each checks itself before AWS is asked. Pure.
///
/// May import: aws, json, image.
@NullMarked
package io.github.ecrpush.ecr.settings;

import org.jspecify.annotations.NullMarked;

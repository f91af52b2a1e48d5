/// Files that name many images: `ecr-push.yml`, and compose files as they are. Each image becomes
/// inputs in the text form that inputs have, so that there is one way to read an input. No path in
/// such a file leads out of the workspace.
///
/// May import: dockerfile, failure, file, image, input, json, yaml.
@NullMarked
package io.github.ecrpush.config;

import org.jspecify.annotations.NullMarked;

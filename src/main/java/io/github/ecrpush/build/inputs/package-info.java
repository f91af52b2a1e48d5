/// What goes into a build, so that it can be told without building whether an image would become
/// another: the files of a context under one id, and everything else that is asked for.
///
/// May import: git, dockerfile, concurrent, image and lower.
@NullMarked
package io.github.ecrpush.build.inputs;

import org.jspecify.annotations.NullMarked;

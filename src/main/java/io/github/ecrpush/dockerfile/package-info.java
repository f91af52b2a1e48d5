/// What Dockerfiles and their companions say: instructions with their lines, stages and the images
/// they begin with, and the patterns of `.dockerignore`.
///
/// BuildKit reads Dockerfiles and decides what they mean; this reading only serves to name the
/// right line and the nearest right word.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.dockerfile;

import org.jspecify.annotations.NullMarked;

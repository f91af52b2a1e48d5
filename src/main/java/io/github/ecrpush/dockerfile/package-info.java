/// What Dockerfiles and their companions say: instructions with their lines, stages and the images
/// they begin with, and the patterns of `.dockerignore`.
///
/// BuildKit reads Dockerfiles and decides what they mean; this reading only serves to name the
/// right line, the nearest right word, and the images that will be pulled.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.dockerfile;

import org.jspecify.annotations.NullMarked;

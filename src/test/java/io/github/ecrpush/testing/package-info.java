/// Real parts for tests: engines, registries and tools that are there or can be had.
@NullMarked
package io.github.ecrpush.testing;

import org.jspecify.annotations.NullMarked;

/// One class for each verb a user can ask for, with its request and its report. Both doors share
/// them.
///
/// May import: everything below.
@NullMarked
package io.github.ecrpush.operation;

import org.jspecify.annotations.NullMarked;

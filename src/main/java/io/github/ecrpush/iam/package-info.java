/// Policy documents of AWS and their evaluation: pure values and logic, no call to anyone.
///
/// May import: json.
@NullMarked
package io.github.ecrpush.iam;

import org.jspecify.annotations.NullMarked;

/// The document of a run for those who ask later what was built from what. `docs/evidence.md`
/// explains each of its fields.
///
/// May import: what `report` may.
@NullMarked
package io.github.ecrpush.report.evidence;

import org.jspecify.annotations.NullMarked;

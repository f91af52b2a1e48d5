/// The page that GitHub shows for a job: what went where, how long what took, how to deploy it,
/// what failed and how to mend it.
///
/// Most of the words on it are somebody else's: names of steps, lines of Dockerfiles, what a
/// registry said. [Markdown] is the one place that makes them fit to stand in a page.
///
/// May import: what `report` may.
@NullMarked
package io.github.ecrpush.report.summary;

import org.jspecify.annotations.NullMarked;

/// Amazon ECR: its API and its registry, over one store of images on disk.
///
/// May import: iam, sandbox.accounts, sandbox.identity, sandbox.web, sandbox.disk, sandbox.shape,
/// sandbox.lifecycle, image, json.
@NullMarked
package io.github.ecrpush.sandbox.images;

import org.jspecify.annotations.NullMarked;

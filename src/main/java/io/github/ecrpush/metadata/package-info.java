/// What an image is called and labelled: rules for tags, in the language of
/// `docker/metadata-action`, applied to what is known of its source. Pure: it asks nobody.
///
/// May import: input, image, failure.
@NullMarked
package io.github.ecrpush.metadata;

import org.jspecify.annotations.NullMarked;

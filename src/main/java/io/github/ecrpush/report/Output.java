package io.github.ecrpush.report;

import java.util.Locale;

/// An output of a run. Its name is the output of the action, the name of the line and the key in
/// JSON.
public enum Output {
  DIGEST("Digest of the pushed manifest, read back from the registry and hashed: `sha256:…`."),
  IMAGE_URI("The image by digest, to deploy: `REGISTRY/REPOSITORY@sha256:…`."),
  TAGS("Full references, `REGISTRY/REPOSITORY:TAG`, one a line."),
  TAG_NAMES("The tags alone, one a line."),
  VERSION("The first tag, which is the version that the image bears."),
  LABELS("Labels of the image, `name=value`, one a line."),
  ANNOTATIONS(
      "Annotations that go with the image, `manifest:name=value`, one a line. They are on the"
          + " manifest when the input `annotations` is given."),
  JSON(
      "JSON object with `tags`, `tag-names`, `labels` and `annotations`, as"
          + " `docker/metadata-action` writes it."),
  REPOSITORY("Name of the repository: `team/app`."),
  REPOSITORY_URI("`REGISTRY/REPOSITORY`."),
  REGISTRY("Host of the registry, as AWS answered it."),
  REGION("Region of the registry."),
  ACCOUNT_ID("Account of the registry."),
  DIGESTS("Digest for each platform, as JSON: `{\"linux/amd64\":\"sha256:…\"}`."),
  IMAGEID("Digest of the image's configuration: its id on an engine with Docker's own store."),
  PUSHED(
      "`true` when this run pushed; `false` when it was all there already, or not to be pushed."),
  EVIDENCE_FILE("The file of the input `evidence`, from the folder that the run stands in."),
  METADATA("JSON object with the keys of buildx's metadata file."),
  IMAGES(
      "JSON array with an object for each image: the outputs above, and `name`, `target`, `status`"
          + " (`pushed`, `present`, `failed`, `cancelled`, `skipped`) and, if it failed, `failure`"
          + " (`id`, `what`, `why`, `fix`).");

  private final String description;

  Output(String description) {
    this.description = description;
  }

  /// The name as users read it: `image-uri`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String description() {
    return description;
  }
}

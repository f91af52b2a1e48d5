package io.github.ecrpush.build;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import java.nio.file.Path;
import java.util.List;

/// The words for what goes wrong around a build: the folder that is sent, and the Engine.
final class BuildFailures {

  private static final String ENGINE = "Docker Engine";

  private BuildFailures() {}

  /// @param near files that may have been meant
  static Failure dockerfileMissing(Path file, List<String> near) {
    return new Failure.Misconfigured(
        new Explanation(
            "dockerfile-missing",
            "Could not find the Dockerfile `" + file + "`.",
            near.isEmpty()
                ? "There is no such file, and none that looks like a Dockerfile beside it."
                : "There is no such file. Beside it there is "
                    + String.join(", ", near.stream().map(Place::quoted).toList())
                    + ".",
            "Set `file` to the Dockerfile's path"
                + (near.isEmpty() ? "" : ", such as `file: " + near.getFirst() + "`")
                + ".\nIt is relative to the working directory, not to `context`."),
        "file");
  }

  /// The graph store has no manifests that something could be written on.
  static Failure annotationsUnwritable(String version) {
    return new Failure.Misconfigured(
        new Explanation(
            "annotations-unwritable",
            "The image could not be given annotations.",
            "Docker %s here keeps its images in the graph store, which makes the manifest while it pushes and writes none on it."
                .formatted(version),
            inContainerdsStore("Or take `annotations` out: the labels of the image say the same.")),
        "annotations");
  }

  /// The graph store pushes what has a name, and a digest there is none before the push.
  static Failure digestAloneUnpushable(String version) {
    return new Failure.Misconfigured(
        new Explanation(
            "digest-alone-unpushable",
            "The image could not be pushed by its digest alone.",
            "Docker %s here keeps its images in the graph store, which pushes under a tag only, and `tags` is `none`."
                .formatted(version),
            inContainerdsStore(
                "Or leave `tags` away: then the tag is the full commit SHA, which never names anything else.")),
        "tags");
  }

  /// @param otherwise what can be done instead
  private static String inContainerdsStore(String otherwise) {
    return """
    Turn on the containerd store, which Docker has since version 24, in
    `/etc/docker/daemon.json`, and start Docker again:

        { "features": { "containerd-snapshotter": true } }

    """
        + otherwise;
  }

  static Failure contextMissing(Path context) {
    return new Failure.Misconfigured(
        new Explanation(
            "context-missing",
            "Could not find the context `" + context + "`.",
            "There is no such folder.",
            """
            Set `context` to the folder that is sent to the build. In a workflow, check the source out
            before:

                - uses: actions/checkout@v6
            """),
        "context");
  }

  static Failure notLent(String said) {
    return new Failure.Unavailable(
        new Explanation(
            "image-not-lent",
            "Could not hand the image to the builds that begin with it.",
            "The engine did not give it a name: " + RemoteWords.of(said) + ".",
            "Run it again. If it stays so, look into the engine's log."),
        ENGINE);
  }

  static Failure contextNotFolder(Path context) {
    return new Failure.Misconfigured(
        new Explanation(
            "context-not-a-folder",
            "Could not use the context `" + context + "`.",
            "It is a file, and a context is a folder.",
            "Set `context` to the folder, and `file` to the Dockerfile."),
        "context");
  }

  static Failure namedContextMissing(String name, Path folder) {
    return new Failure.Misconfigured(
        new Explanation(
            "named-context-missing",
            "Could not find the context `" + name + "` in `" + folder + "`.",
            "There is no such folder. What stands behind `=` in `build-contexts` is a folder unless it"
                + " begins as an address does, or with `image:`.",
            "Set it to a folder, to an address such as `docker-image://alpine:3.22`, or to"
                + " `image:NAME` for another image of the same run."),
        "build-contexts");
  }

  static Failure contextsUnknown(String version) {
    return new Failure.Misconfigured(
        new Explanation(
            "named-contexts-unknown",
            "The engine does not know `build-contexts`.",
            "It is Docker "
                + RemoteWords.of(version)
                + ". Named contexts came with Docker 23; an older engine would look for images of"
                + " these names on Docker Hub.",
            "Use Docker 23 or newer, or take `build-contexts` out."),
        "build-contexts");
  }

  /// @param path relative to the context
  static Failure contextUnreadable(String path, String reason) {
    return new Failure.Misconfigured(
        new Explanation(
            "context-unreadable",
            "Could not read `" + path + "` in the context.",
            "The file could not be opened (" + RemoteWords.of(reason) + ").",
            """
            Make it readable, or leave it out of the build in `.dockerignore`:

                %s
            """
                .formatted(path)),
        "context");
  }

  static Failure fileChanged(String path) {
    return new Failure.Misconfigured(
        new Explanation(
            "context-changed",
            "Stopped the build because `" + path + "` changed while it was being sent.",
            "An image of half the old and half the new file would be nobody's wish.",
            """
            Wait until nothing writes to the context any more, or leave the file out in
            `.dockerignore`:

                %s
            """
                .formatted(path)),
        "context");
  }

  static Failure nameNotSendable(String path) {
    return new Failure.Misconfigured(
        new Explanation(
            "context-name-unreadable",
            "Could not read the file name `" + path + "` in the context.",
            "The locale of this process has no such characters, so the image would get another name.",
            """
            Start with a locale that has all of them:

                export LC_ALL=C.UTF-8
            """),
        "context");
  }

  static Failure engineLost(String detail) {
    return new Failure.Unavailable(
        new Explanation(
            "engine-lost",
            "Lost the Docker Engine during the build.",
            "The connection broke (" + RemoteWords.of(detail) + ").",
            """
            Run again. When it stays, look why the engine stopped:

                sudo journalctl -u docker --since -10min
            """),
        ENGINE);
  }

  static Failure stopped() {
    return new Failure.Cancelled(
        new Explanation(
            "build-stopped",
            "Stopped the build.",
            "Somebody asked for it.",
            "Run again; steps that were done are in the cache."));
  }

  static Failure unexplained(Place place, String message, List<String> lastLines) {
    return new Failure.BuildFailed(
        new Explanation(
            "build-failed",
            "The build failed (" + place + ").",
            "BuildKit said: " + RemoteWords.of(message),
            "Mend what is named there."),
        place.file(),
        place.line(),
        lastLines);
  }
}

package io.github.ecrpush.report.summary;

import io.github.ecrpush.operation.VerifiedImage;
import io.github.ecrpush.report.Output;
import java.util.regex.Pattern;

/// How to hand an image on by its digest: to ECS, to Kubernetes, to compose.
final class Deploy {

  private static final Pattern STEP_ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private static final String URI = Output.IMAGE_URI.key();

  private Deploy() {}

  /// @param step the id of our step, if it has one
  /// @param place which of several in the output `images`; -1 for the only one
  static void write(Markdown page, VerifiedImage image, String step, int place) {
    var uri = image.reference().toString();
    var path = image.reference().repository().path().value();
    var name = path.substring(path.lastIndexOf('/') + 1);
    var id = STEP_ID.matcher(step).matches() ? step : "image";
    var output =
        place < 0
            ? "steps." + id + ".outputs." + URI
            : "fromJSON(steps."
                + id
                + ".outputs."
                + Output.IMAGES.key()
                + ")["
                + place
                + "]."
                + URI;
    page.open("Deploy it by its digest: ECS, Kubernetes, compose");
    page.line("ECS, in a later step of this job:").gap();
    page.fence(
        "yaml",
        """
        - id: task
          uses: aws-actions/amazon-ecs-render-task-definition@v1
          with:
            task-definition: task-definition.json
            container-name: NAME
            image: ${{ OUTPUT }}
        - uses: aws-actions/amazon-ecs-deploy-task-definition@v2
          with:
            task-definition: ${{ steps.task.outputs.task-definition }}
            service: NAME
        """
            .replace("NAME", name)
            .replace("OUTPUT", output));
    page.line("Kubernetes, EKS or another, with one of the two:").gap();
    page.fence(
        "shell",
        "kubectl set image deployment/"
            + name
            + " "
            + name
            + "="
            + uri
            + "\nkustomize edit set image "
            + path
            + "="
            + uri);
    page.line("compose:").gap();
    page.fence("yaml", "services:\n  " + name + ":\n    image: " + uri);
    page.close();
  }
}

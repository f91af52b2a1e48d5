package io.github.ecrpush.sandbox.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Inputs of ECR's calls against the constraints of its model.
class EcrInputsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GetLifecyclePolicy | {} | repositoryName: Member must not be null
          GetLifecyclePolicy | {"repositoryName":null} | repositoryName: Member must not be null
          GetLifecyclePolicy | {"repositoryName":"a"} | repositoryName: Member must have length greater than or equal to 2
          GetLifecyclePolicy | {"repositoryName":"Team"} | repositoryName: must satisfy regular expression
          GetLifecyclePolicy | {"repositoryName":"team","registryId":"1"} | registryId: must satisfy regular expression '[0-9]{12}'
          PutLifecyclePolicy | {"repositoryName":"team","lifecyclePolicyText":"{}"} | lifecyclePolicyText: Member must have length greater than or equal to 100
          ListImages | {"repositoryName":"team","maxResults":0} | maxResults: Member must have value greater than or equal to 1
          ListImages | {"repositoryName":"team","maxResults":1001} | maxResults: Member must have value less than or equal to 1000
          GetLifecyclePolicyPreview | {"repositoryName":"team","maxResults":101} | maxResults: Member must have value less than or equal to 100
          ListImages | {"repositoryName":"team","filter":{"tagStatus":"SOME"}} | filter.tagStatus: Member must satisfy enum value set: [TAGGED, UNTAGGED, ANY]
          BatchGetImage | {"repositoryName":"team","imageIds":[]} | imageIds: Member must have length greater than or equal to 1
          BatchGetImage | {"repositoryName":"team","imageIds":[{"imageTag":"a"},{"imageTag":""}]} | imageIds.2.member.imageTag: Member must have length greater than or equal to 1
          CreateRepository | {"repositoryName":"team","encryptionConfiguration":{}} | encryptionConfiguration.encryptionType: Member must not be null
          CreateRepository | {"repositoryName":"team","tags":[{"Key":"a"}]} | tags.1.member.Value: Member must not be null
          PutImageTagMutability | {"repositoryName":"team","imageTagMutability":"FIXED"} | imageTagMutability: Member must satisfy enum value set
          TagResource | {"tags":[]} | resourceArn: Member must not be null
          """)
  void says_which_member_breaks_which_constraint(String call, String input, String said) {
    assertThatThrownBy(() -> EcrInputs.read(call, Json.parse(input)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GetLifecyclePolicy | {"repositoryName":7}
          DeleteRepository | {"repositoryName":"team","force":"yes"}
          BatchGetImage | {"repositoryName":"team","imageIds":{}}
          BatchGetImage | {"repositoryName":"team","imageIds":["v1"]}
          ListImages | {"repositoryName":"team","maxResults":"1"}
          ListImages | []
          """)
  void tells_a_wrong_type_from_a_wrong_value(String call, String input) {
    assertThatThrownBy(() -> EcrInputs.read(call, Json.parse(input)))
        .isInstanceOf(ClassCastException.class);
  }

  @Test
  void drops_what_the_model_does_not_know() {
    var read =
        EcrInputs.read(
                "CreateRepository",
                Json.parse(
                    "{\"repositoryName\":\"team\",\"colour\":\"red\","
                        + "\"imageScanningConfiguration\":{\"scanOnPush\":true,\"deep\":1}}"))
            .orElseThrow();

    assertThat(Json.write(read.members().keySet().toArray()))
        .isEqualTo("[\"repositoryName\",\"imageScanningConfiguration\"]");
    assertThat(read.at("imageScanningConfiguration").members()).containsOnlyKeys("scanOnPush");
  }

  @Test
  void knows_no_call_that_is_not_there() {
    assertThat(EcrInputs.read("MakeCoffee", Json.parse("{}"))).isEmpty();
  }
}

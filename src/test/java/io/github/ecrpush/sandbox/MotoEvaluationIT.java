package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.testing.FreePort;
import io.github.ecrpush.testing.PlainHttp;
import io.github.ecrpush.testing.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;

/// The cases of AWS's evaluation logic, asked of moto as far as it evaluates: actions of a user's
/// own policy on every resource, with no conditions.
class MotoEvaluationIT {

  private static final String QUESTION_MARK =
      "`?` stands for any one character; moto takes it as `perhaps the one before`";
  private static final String NO_CASE =
      "the names of actions have no case; moto compares them as they are written";

  /// Where moto is not like AWS, and what AWS's documentation says there.
  private static final Map<String, String> MOTO_IS_WRONG =
      Map.of(
          "a question mark for one character", QUESTION_MARK,
          "a question mark is not for none", QUESTION_MARK,
          "the action's name in lower case", NO_CASE,
          "the service's name in upper case", NO_CASE,
          "not-action in another case names the action too", NO_CASE);

  private static final Set<String> UNDERSTOOD = Set.of("section", "name", "identity", "expect");
  private static final int FORBIDDEN = 403;
  private static final AwsCredentials NOBODY = SandboxClient.keys("AKIAIOSFODNN7EXAMPLE", "x");

  private @Nullable Process moto;

  @AfterEach
  void end() {
    if (moto != null) {
      moto.destroy();
    }
  }

  private String start() throws Exception {
    var program = Programs.pinned("ECR_PUSH_MOTO", "moto");
    int port = FreePort.find();
    var address = "http://127.0.0.1:" + port;
    moto =
        Programs.serve(
            address,
            List.of(
                "env",
                "INITIAL_NO_AUTH_ACTION_COUNT=5",
                program.toString(),
                "-H",
                "127.0.0.1",
                "-p",
                String.valueOf(port)));
    return address;
  }

  @Test
  void agrees_with_moto_where_that_evaluates() throws Exception {
    var address = start();
    PlainHttp.send(
        "POST", address + "/moto-api/reset-auth", Map.of(), "5".getBytes(StandardCharsets.UTF_8));
    var admin = user(address, "admin");
    putPolicy(
        address, NOBODY, "admin", "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]");
    var ana = user(address, "ana");

    var differing = new TreeSet<String>();
    int asked = 0;
    for (var one : cases()) {
      putPolicy(
          address, admin, "ana", Json.write(Objects.requireNonNull(one.at("identity").value())));
      boolean wanted = one.at("expect").text().orElseThrow().equals("allow");
      if (mayPutImage(address, ana) != wanted) {
        differing.add(one.at("name").text().orElseThrow());
      }
      asked++;
    }

    assertThat(asked).isGreaterThan(20);
    assertThat(differing).containsExactlyInAnyOrderElementsOf(MOTO_IS_WRONG.keySet());
  }

  private static List<JsonTree> cases() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            MotoEvaluationIT.class.getResourceAsStream("/iam/evaluation-cases.json"))) {
      return Json.parse(file).at("cases").elements().stream()
          .filter(one -> UNDERSTOOD.containsAll(one.members().keySet()))
          .filter(one -> !one.at("identity").elements().isEmpty())
          .filter(one -> one.at("identity").elements().stream().allMatch(MotoEvaluationIT::isPlain))
          .toList();
    }
  }

  private static boolean isPlain(JsonTree statement) {
    return statement.at("Resource").text().filter("*"::equals).isPresent()
        && statement.at("Condition").isMissing();
  }

  /// Makes a user and gives it keys, while nobody is asked who they are.
  private static AwsCredentials user(String address, String name) throws IOException {
    iam(address, NOBODY, Map.of("Action", "CreateUser", "UserName", name));
    var keys = iam(address, NOBODY, Map.of("Action", "CreateAccessKey", "UserName", name));
    return SandboxClient.keys(element(keys, "AccessKeyId"), element(keys, "SecretAccessKey"));
  }

  private static String element(String xml, String name) {
    return xml.replaceAll("(?s).*<" + name + ">|</" + name + ">.*", "");
  }

  private static void putPolicy(String address, AwsCredentials who, String user, String statements)
      throws IOException {
    iam(
        address,
        who,
        Map.of(
            "Action",
            "PutUserPolicy",
            "UserName",
            user,
            "PolicyName",
            "own",
            "PolicyDocument",
            "{\"Version\":\"2012-10-17\",\"Statement\":" + statements + "}"));
  }

  private static String iam(String address, AwsCredentials who, Map<String, String> parameters)
      throws IOException {
    var form = new StringBuilder();
    parameters.forEach((name, value) ->
        form.append(form.isEmpty() ? "" : "&")
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    var reply = SignedQuery.toIam(address, who, form.toString());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.text();
  }

  /// Whether it is let through, whatever moto makes of an image in no repository.
  private static boolean mayPutImage(String address, AwsCredentials who) {
    try (var ecr =
        EcrClient.builder()
            .endpointOverride(URI.create(address))
            .region(Region.EU_WEST_1)
            .credentialsProvider(StaticCredentialsProvider.create(who))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(config -> config.retryStrategy(tries -> tries.maxAttempts(1)))
            .build()) {
      ecr.putImage(
          request -> request.repositoryName("team/app").imageTag("v1").imageManifest("{}"));
      return true;
    } catch (AwsServiceException e) {
      return e.statusCode() != FORBIDDEN;
    }
  }
}

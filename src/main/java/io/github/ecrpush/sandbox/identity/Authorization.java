package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.sandbox.identity.SignatureException.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an `Authorization: AWS4-HMAC-SHA256 …` header says.
record Authorization(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final int SCOPE_PARTS = 5;

  static Authorization parse(String header) {
    if (!header.startsWith(ALGORITHM)) {
      throw new SignatureException(
          Fault.INCOMPLETE, "Unsupported AWS 'algorithm', only " + ALGORITHM + " is accepted.");
    }
    var fields = fields(header.substring(ALGORITHM.length()));
    var missing = new ArrayList<String>();
    for (var name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (!fields.containsKey(name)) {
        missing.add("Authorization header requires '" + name + "' parameter.");
      }
    }
    if (!missing.isEmpty()) {
      throw new SignatureException(Fault.INCOMPLETE, String.join(" ", missing));
    }
    var scope = fields.getOrDefault("Credential", "").split("/", -1);
    if (scope.length != SCOPE_PARTS || !scope[4].equals("aws4_request")) {
      throw new SignatureException(
          Fault.INCOMPLETE,
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term.");
    }
    return new Authorization(
        scope[0],
        scope[1],
        scope[2],
        scope[3],
        List.of(fields.getOrDefault("SignedHeaders", "").split(";", -1)),
        fields.getOrDefault("Signature", ""));
  }

  private static Map<String, String> fields(String text) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals).strip(), field.substring(equals + 1).strip());
      }
    }
    return fields;
  }

  String scope() {
    return String.join("/", date, region, service, "aws4_request");
  }
}

package io.github.ecrpush.operation;

import io.github.ecrpush.aws.NetworkFailures;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.NetworkSettingException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.util.Map;

/// Reads the way out of this machine: what the inputs say, else what the environment does.
public final class NetworkReader {

  private NetworkReader() {}

  public static Network read(Inputs inputs, Map<String, String> environment) {
    try {
      return Network.from(environment)
          .through(
              Input.HTTP_PROXY.key(), inputs.wish(Input.HTTP_PROXY), inputs.words(Input.NO_PROXY));
    } catch (NetworkSettingException e) {
      throw NetworkFailures.settingUnusable(e);
    }
  }
}

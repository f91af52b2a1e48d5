package io.github.ecrpush.operation;

import io.github.ecrpush.aws.NetworkFailures;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.NetworkSettingException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.util.List;
import java.util.Map;

/// Reads the way out of this machine: what the inputs say, else what the environment does.
public final class NetworkReader {

  private static final String UNKNOWN_DIRECT =
      "`%s` in `no-proxy` or `NO_PROXY` is passed over: it is no host, no address and no range of"
          + " addresses such as `10.0.0.0/8`. A range has no port.";

  private NetworkReader() {}

  /// What of a way out does nothing, in a sentence each.
  public static List<String> warnings(Network network) {
    return network.unknownDirect().stream().map(UNKNOWN_DIRECT::formatted).toList();
  }

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

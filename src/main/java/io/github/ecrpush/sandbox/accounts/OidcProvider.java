package io.github.ecrpush.sandbox.accounts;

import java.util.List;

/// An identity provider whose tokens an account takes.
///
/// @param issuer `https://token.actions.githubusercontent.com`
/// @param audiences whom its tokens have to be for
public record OidcProvider(String account, String issuer, List<String> audiences) {

  private static final String SCHEME = "https://";

  public OidcProvider {
    audiences = List.copyOf(audiences);
  }

  /// The issuer without its scheme, as the names of condition keys begin.
  public String name() {
    return issuer.startsWith(SCHEME) ? issuer.substring(SCHEME.length()) : issuer;
  }

  public String arn() {
    return "arn:aws:iam::%s:oidc-provider/%s".formatted(account, name());
  }
}

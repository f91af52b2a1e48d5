package io.github.ecrpush.aws;

import java.io.IOException;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// A page of HTML came where AWS should have answered: somebody else did. The SDK takes it for
/// success when it expects nothing in the answer.
public final class PageAnsweredException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final String MESSAGE = "The answer is a page of HTML.";

  private PageAnsweredException() {
    super(MESSAGE);
  }

  /// Whether that is what a call of the SDK failed with.
  public static boolean isBehind(SdkException e) {
    return e.getCause() instanceof PageAnsweredException;
  }

  /// Looks at each answer before the SDK reads it.
  static final class Guard implements ExecutionInterceptor {
    @Override
    public void beforeUnmarshalling(
        Context.BeforeUnmarshalling context, ExecutionAttributes attributes) {
      var type = context.httpResponse().firstMatchingHeader("Content-Type").orElse("");
      if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
        throw SdkClientException.create(MESSAGE, new PageAnsweredException());
      }
    }
  }
}

/// An ECR, an STS and GitHub's OIDC endpoint on this machine, so that everything can be tried with
/// no account: `sandbox.accounts` is who may do what, `sandbox.identity` is who somebody is,
/// `sandbox.sts` is STS and IAM, `sandbox.images` is ECR and its registry, `sandbox.web` is HTTP,
/// `sandbox.disk` the data folder below them, `sandbox.shape` is ECR's model of inputs and
/// `sandbox.lifecycle` the lifecycle policies of images; `sandbox.faults` lets things go wrong.
///
/// May import: iam, input, image, failure, json.
@NullMarked
package io.github.ecrpush.sandbox;

import org.jspecify.annotations.NullMarked;
